package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.InstanceId;
import java.time.Instant;

/**
 * An instance that took a result, asked for nothing, and waits for nothing the hub knows of.
 *
 * @param result the result it took last
 * @param since when it took it
 */
public record Stall(InstanceId instanceId, String orchestrator, String result, Instant since) {

    /** What to make of it. */
    public String message() {
        return "Orchestration " + orchestrator + ", instance " + instanceId
                + ", stands still since it took the result of "
                + result + " at " + since + ": it asked for nothing more and waits for no activity, timer or"
                + " sub-orchestration. Either it waits for an external event without a time-out, or the result could not"
                + " be deserialised to the type the orchestrator asked for, or it returned without completing after"
                + " sending events (SDK 1.5.0 says nothing in these cases)";
    }
}
