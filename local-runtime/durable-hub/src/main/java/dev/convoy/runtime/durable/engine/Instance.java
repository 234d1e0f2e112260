package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.ActivityTask;
import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.HistoryRef;
import dev.convoy.runtime.durable.history.InstanceId;
import dev.convoy.runtime.durable.history.OrchestrationStatus;
import dev.convoy.runtime.durable.history.ParentInstance;
import dev.convoy.runtime.durable.history.TaskFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One start of one orchestration, with everything it has seen and waits for. Confined to the hub's thread; changed by
 * {@link Transitions} only.
 *
 * <pre>
 * Pending ──first turn──► Running ◄──resume/suspend──► Suspended
 *                         │  ▲ continue-as-new: next generation, empty history
 *                         ▼
 *         Completed, Failed, Terminated
 * </pre>
 */
final class Instance {

    final InstanceId id;
    /** The hub-wide number of this start: the order of instances, and what tells two starts of one id apart. */
    final long sequence;

    final String name;
    final @Nullable ParentInstance parent;
    final @Nullable Instant scheduledStart;
    final Instant createdAt;

    @Nullable
    String version;

    @Nullable
    String input;

    int generation;
    boolean started;
    boolean suspended;

    @Nullable
    OrchestrationStatus terminalStatus;

    @Nullable
    String output;

    @Nullable
    String customStatus;

    @Nullable
    TaskFailure failure;

    Instant lastUpdatedAt;
    Instant lastTurnAt = Instant.EPOCH;

    /** Everything of this generation, for people; {@link #replayed} holds the part that workers understand. */
    EventLog history = new EventLog();

    EventLog replayed = new EventLog();
    List<HistoryEvent> inbox = new ArrayList<>();
    Set<Integer> actionIds = new HashSet<>();
    Map<ActivityTask.Ref, ActivityTask> activities = new LinkedHashMap<>();
    Map<Integer, InstanceId> children = new LinkedHashMap<>();
    Map<Integer, HistoryEvent.TimerCreated> timers = new LinkedHashMap<>();

    /** Where the history lies when it has left the heap; {@link #history} is empty then. */
    @Nullable
    HistoryRef archived;

    /** Volatile concerns of dispatching, rebuilt after a restart. */
    boolean queued;

    /** Whether turns get one event each, see {@link CarryOver}. */
    boolean oneByOne;

    private @Nullable String executionId;

    Instance(InstanceId id, long sequence, HistoryEvent.ExecutionStarted start) {
        this.id = id;
        this.sequence = sequence;
        this.name = start.name();
        this.version = start.version();
        this.input = start.input();
        this.parent = start.parent();
        this.scheduledStart = start.scheduledStart();
        this.createdAt = start.timestamp();
        this.lastUpdatedAt = start.timestamp();
    }

    boolean isTerminal() {
        return terminalStatus != null;
    }

    OrchestrationStatus status() {
        if (terminalStatus != null) {
            return terminalStatus;
        }
        if (suspended) {
            return OrchestrationStatus.SUSPENDED;
        }
        return started ? OrchestrationStatus.RUNNING : OrchestrationStatus.PENDING;
    }

    /** Whether a turn would have something to do and may be run. */
    boolean isReady(Instant now) {
        return terminalStatus == null && !suspended && !inbox.isEmpty() && !isDelayed(now);
    }

    /** Whether it waits for its scheduled start. */
    boolean isDelayed(Instant now) {
        return !started && scheduledStart != null && scheduledStart.isAfter(now);
    }

    /** Whether something the hub knows of will bring it another event: all else can only come from outside. */
    boolean awaitsNothing() {
        return inbox.isEmpty()
                && timers.isEmpty()
                && children.isEmpty()
                && activities.keySet().stream().noneMatch(ref -> ref.generation() == generation);
    }

    /** Names this generation; the same after a restart. */
    String executionId() {
        String known = executionId;
        if (known == null) {
            known = HexFormat.of().toHexDigits(sequence) + HexFormat.of().toHexDigits(generation);
            executionId = known;
        }
        return known;
    }

    void record(HistoryEvent event) {
        history.add(event);
        if (event.isReplayed()) {
            replayed.add(event);
        }
    }

    /** Begins the next generation with an empty history; results of the old one find nobody. */
    void beginNextGeneration() {
        generation++;
        executionId = null;
        history = new EventLog();
        replayed = new EventLog();
        inbox = new ArrayList<>();
        actionIds = new HashSet<>();
        timers.clear();
        children.clear();
    }

    /** Lets go of what only a live instance needs; activities nobody waits for may still run to their end. */
    void settle() {
        inbox = List.of();
        actionIds = Set.of();
        replayed = EventLog.EMPTY;
        timers = Map.of();
        children = Map.of();
        if (activities.isEmpty()) {
            activities = Map.of();
        }
    }

    /** Lets the history go, which lies elsewhere from now on. */
    void archivedAt(HistoryRef ref) {
        archived = ref;
        history = EventLog.EMPTY;
    }

    InstanceStatus view() {
        return new InstanceStatus(
                id,
                name,
                version,
                status(),
                createdAt,
                lastUpdatedAt,
                scheduledStart,
                input,
                output,
                customStatus,
                failure);
    }

    /** The activity of the current generation, if it is still wanted. */
    @Nullable
    ActivityTask openActivity(int ofGeneration, int taskId) {
        return ofGeneration == generation ? activities.get(new ActivityTask.Ref(ofGeneration, taskId)) : null;
    }
}
