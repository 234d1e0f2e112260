package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.ActivityTask;
import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.HubChange;
import dev.convoy.runtime.durable.history.InstanceId;
import dev.convoy.runtime.durable.history.OrchestrationStatus;
import dev.convoy.runtime.durable.history.OrchestratorAction;
import dev.convoy.runtime.durable.history.TaskFailure;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the hub makes of a client's wish or a worker's answer: an outcome, and at most one change. Confined to the hub's thread. */
final class Decisions {

    /** Most events from outside that one instance lets wait. */
    static final int MAX_WAITING_EVENTS = 10_000;

    private final HubState state;
    private final Clock clock;
    private final Consumer<HubChange> commit;

    Decisions(HubState state, Clock clock, Consumer<HubChange> commit) {
        this.state = state;
        this.clock = clock;
        this.commit = commit;
    }

    StartOutcome start(StartRequest request) {
        Instance existing = state.find(request.id());
        if (existing != null && !existing.isTerminal()) {
            return new StartOutcome.AlreadyExists(request.id(), existing.status());
        }
        commit.accept(new HubChange.Started(
                request.id(), stamp(0), request.name(), request.version(), request.input(), request.scheduledStart()));
        return new StartOutcome.Started(request.id());
    }

    StartOutcome restart(InstanceId id, InstanceId newId) {
        Instance existing = state.find(id);
        if (existing == null) {
            return new StartOutcome.NothingToRestart(id);
        }
        return start(new StartRequest(newId, existing.name, existing.version, existing.input, null));
    }

    OperationOutcome raiseEvent(InstanceId id, String eventName, @Nullable String input) {
        return operate(id, instance -> {
            if (instance.inbox.size() >= MAX_WAITING_EVENTS) {
                throw new HubBusyException(
                        "the instance " + id + " has " + MAX_WAITING_EVENTS + " events waiting and takes no more");
            }
            return new HubChange.Arrived(id, new HistoryEvent.EventRaised(stamp(0), eventName, input));
        });
    }

    OperationOutcome suspend(InstanceId id, @Nullable String reason) {
        return operate(id, instance -> instance.suspended ? null : new HubChange.Suspended(id, stamp(0), reason));
    }

    OperationOutcome resume(InstanceId id, @Nullable String reason) {
        return operate(id, instance -> instance.suspended ? new HubChange.Resumed(id, stamp(0), reason) : null);
    }

    OperationOutcome terminate(InstanceId id, @Nullable String output, boolean recursive) {
        return operate(id, instance -> new HubChange.Terminated(id, stamp(0), output, recursive));
    }

    /** Forgets finished instances among those named and answers how many. */
    int purge(List<InstanceId> ids) {
        List<InstanceId> finished = ids.stream()
                .filter(id -> Optional.ofNullable(state.find(id))
                        .filter(Instance::isTerminal)
                        .isPresent())
                .toList();
        if (!finished.isEmpty()) {
            commit.accept(new HubChange.Purged(finished));
        }
        return finished.size();
    }

    int purge(InstanceFilter filter) {
        return purge(state.all().stream()
                .filter(instance -> instance.isTerminal() && filter.matches(instance))
                .map(instance -> instance.id)
                .toList());
    }

    void clear() {
        commit.accept(new HubChange.Cleared(stamp(0)));
    }

    /** Takes a turn's answer, less what earlier turns of the generation asked for: SDK 1.5.0 asks for sent events again and again. */
    void endTurn(Dispatcher.TurnLease lease, TurnResult result) {
        Instance instance = lease.instance();
        Set<Integer> seen = new HashSet<>(instance.actionIds);
        List<OrchestratorAction> fresh = new ArrayList<>(result.actions().size());
        for (OrchestratorAction action : result.actions()) {
            if (seen.add(action.id())) {
                fresh.add(CarryOver.mended(action, lease.consumed()));
            }
        }
        String customStatus = result.customStatus();
        boolean sameStatus = customStatus == null || customStatus.equals(instance.customStatus);
        commit.accept(new HubChange.TurnEnded(
                instance.id,
                stamp(fresh.size()),
                lease.startedAt(),
                lease.consumed().size(),
                fresh,
                sameStatus ? null : customStatus));
    }

    /** Fails a live instance whose orchestrator changed its mind. */
    void failForChange(Instance instance, NonDeterminism found) {
        int unusedId = instance.actionIds.stream().mapToInt(id -> id).max().orElse(-1) + 1;
        OrchestratorAction end = new OrchestratorAction.CompleteOrchestration(
                unusedId,
                OrchestrationStatus.FAILED,
                null,
                null,
                List.of(),
                TaskFailure.of("NonDeterministicOrchestrator", found.message()));
        commit.accept(new HubChange.TurnEnded(instance.id, stamp(1), instance.lastTurnAt, 0, List.of(end), null));
    }

    /** Takes an activity's answer if its generation still waits for it. */
    void endActivity(ActivityTask task, ActivityResult result) {
        Instance instance = state.find(task.instanceId());
        if (instance == null || instance.sequence != task.sequence() || !instance.activities.containsKey(task.ref())) {
            return;
        }
        if (instance.isTerminal() || task.generation() != instance.generation) {
            commit.accept(new HubChange.ResultDropped(instance.id, task.generation(), task.taskId()));
            return;
        }
        Instant at = stamp(0);
        commit.accept(new HubChange.Arrived(
                instance.id,
                result.failure() == null
                        ? new HistoryEvent.TaskCompleted(at, task.taskId(), result.result())
                        : new HistoryEvent.TaskFailed(at, task.taskId(), result.failure())));
    }

    /** Answers whether the timer was due; if not, it is to be armed again. */
    boolean fireTimer(Instance instance, HistoryEvent.TimerCreated timer) {
        if (clock.instant().isBefore(timer.fireAt())) {
            return false;
        }
        commit.accept(new HubChange.Arrived(
                instance.id, new HistoryEvent.TimerFired(stamp(0), timer.eventId(), timer.fireAt())));
        return true;
    }

    private OperationOutcome operate(InstanceId id, Function<Instance, @Nullable HubChange> decision) {
        Instance instance = state.find(id);
        if (instance == null) {
            return new OperationOutcome.NotFound(id);
        }
        if (instance.isTerminal()) {
            return new OperationOutcome.AlreadyFinished(id, instance.status());
        }
        HubChange change = decision.apply(instance);
        if (change != null) {
            commit.accept(change);
        }
        return new OperationOutcome.Accepted();
    }

    private Instant stamp(int count) {
        return state.stamp(clock.instant(), count);
    }
}
