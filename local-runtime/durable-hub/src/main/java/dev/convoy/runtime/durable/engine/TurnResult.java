package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.InstanceId;
import dev.convoy.runtime.durable.history.OrchestratorAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker's answer to a turn: all actions the replay has left open, in the orchestrator's order, those of earlier turns perhaps
 * among them.
 *
 * @param customStatus the status set by the orchestrator; null leaves the old one
 */
public record TurnResult(
        InstanceId instanceId,
        List<OrchestratorAction> actions,
        @Nullable String customStatus) {

    public TurnResult {
        actions = List.copyOf(actions);
    }
}
