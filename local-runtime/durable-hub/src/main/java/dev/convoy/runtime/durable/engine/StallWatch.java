package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.HubChange;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for turns that took a result, asked for nothing and wait for nothing the hub knows of. SDK 1.5.0 does that without a word
 * when a result cannot be deserialised. An orchestrator that waits for an external event without a time-out looks the same, so the
 * watch reports and leaves the instance alone. Confined to the hub's thread.
 */
final class StallWatch {

    private static final Logger LOG = LoggerFactory.getLogger(StallWatch.class);

    private final Alarms alarms;
    private final Duration patience;

    StallWatch(Alarms alarms, Duration patience) {
        this.alarms = alarms;
        this.patience = patience;
    }

    /** To be told of every turn before its change is made: what it consumes is still in the inbox. */
    boolean isSuspect(Instance instance, HubChange.TurnEnded turn) {
        return turn.actions().isEmpty()
                && instance.inbox.subList(0, turn.consumed()).stream().anyMatch(StallWatch::isResult);
    }

    void watch(Instance instance, Instant now) {
        if (!instance.isTerminal() && instance.awaitsNothing()) {
            alarms.set(instance, Alarms.STALL_CHECK, now.plus(patience));
        }
    }

    void check(Instance instance) {
        if (instance.isTerminal() || !instance.awaitsNothing()) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("instanceId", instance.id)
                .addKeyValue("orchestrator", instance.name)
                .addKeyValue("lastEvent", describeLast(instance))
                .log(
                        "Orchestration is stalled: its last turn took a result, asked for nothing and waits for no activity,"
                                + " timer or sub-orchestration. Either it waits for an external event, or the result could not be"
                                + " deserialised to the type the orchestrator asked for");
    }

    private static boolean isResult(HistoryEvent event) {
        return event instanceof HistoryEvent.TaskCompleted || event instanceof HistoryEvent.SubOrchestrationCompleted;
    }

    private static String describeLast(Instance instance) {
        var events = instance.history.view();
        return switch (events.getLast()) {
            case HistoryEvent.TaskCompleted completed -> "result of activity #" + completed.taskScheduledId();
            case HistoryEvent.SubOrchestrationCompleted completed ->
                "result of sub-orchestration #" + completed.taskScheduledId();
            default -> events.getLast().getClass().getSimpleName();
        };
    }
}
