package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.HubChange;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for turns that took a result, asked for nothing and wait for nothing the hub knows of. SDK 1.5.0 does that without a word
 * when a result cannot be deserialised. An orchestrator that waits for an external event without a time-out looks the same, so the
 * watch reports and leaves the instance alone. Confined to the hub's thread.
 */
final class StallWatch {

    /** Most reports kept; further ones are only logged. */
    static final int MAX_REPORTS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(StallWatch.class);

    private final HubState state;
    private final Alarms alarms;
    private final Duration patience;
    private final Map<Instance, Stall> reports = new LinkedHashMap<>();

    StallWatch(HubState state, Alarms alarms, Duration patience) {
        this.state = state;
        this.alarms = alarms;
        this.patience = patience;
    }

    /** To be asked of every turn before its change is made: what it consumes is still in the inbox. */
    boolean isSuspect(Instance instance, HubChange.TurnEnded turn) {
        return turn.actions().isEmpty()
                && instance.inbox.subList(0, turn.consumed()).stream().anyMatch(StallWatch::isResult);
    }

    void watch(Instance instance, Instant now) {
        if (isStill(instance)) {
            alarms.set(instance, Alarms.STALL_CHECK, now.plus(patience));
        }
    }

    void check(Instance instance) {
        if (!isStill(instance)) {
            return;
        }
        Stall stall = new Stall(instance.id, instance.name, lastResult(instance), instance.lastUpdatedAt);
        LOG.atWarn()
                .addKeyValue("instanceId", instance.id)
                .addKeyValue("orchestrator", instance.name)
                .log(stall.message());
        forgetThoseThatMoved();
        if (reports.size() < MAX_REPORTS) {
            reports.put(instance, stall);
        }
    }

    /** The instances that stand still now, the longest known first. */
    List<Stall> reports() {
        forgetThoseThatMoved();
        return List.copyOf(reports.values());
    }

    private void forgetThoseThatMoved() {
        reports.entrySet().removeIf(entry -> {
            Instance instance = entry.getKey();
            return !Dispatcher.same(instance, state.find(instance.id))
                    || !isStill(instance)
                    || !instance.lastUpdatedAt.equals(entry.getValue().since());
        });
    }

    private static boolean isStill(Instance instance) {
        return !instance.isTerminal() && instance.awaitsNothing();
    }

    private static boolean isResult(HistoryEvent event) {
        return event instanceof HistoryEvent.TaskCompleted || event instanceof HistoryEvent.SubOrchestrationCompleted;
    }

    private static String lastResult(Instance instance) {
        List<HistoryEvent> history = instance.history.view();
        for (int i = history.size() - 1; i >= 0; i--) {
            if (history.get(i) instanceof HistoryEvent.TaskCompleted completed) {
                return describe(history, completed.taskScheduledId());
            }
            if (history.get(i) instanceof HistoryEvent.SubOrchestrationCompleted completed) {
                return describe(history, completed.taskScheduledId());
            }
        }
        return "nothing";
    }

    private static String describe(List<HistoryEvent> history, int actionId) {
        return history.stream()
                .filter(event -> event.eventId() == actionId)
                .findFirst()
                .map(event -> switch (event) {
                    case HistoryEvent.TaskScheduled task -> "activity '" + task.name() + "' (#" + actionId + ")";
                    case HistoryEvent.SubOrchestrationCreated child ->
                        "sub-orchestration '" + child.name() + "' (#" + actionId + ")";
                    default -> "#" + actionId;
                })
                .orElse("#" + actionId);
    }
}
