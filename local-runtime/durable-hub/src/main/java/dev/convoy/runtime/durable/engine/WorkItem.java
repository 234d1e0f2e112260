package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.InstanceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a worker is asked to do. Immutable; may go to any thread. */
public sealed interface WorkItem {

    /** The instance it is done for. */
    InstanceId instanceId();

    /** Names the generation it is done for. */
    String executionId();

    /** Replay the past, take the fresh events, answer with actions. */
    record OrchestratorTurn(
            InstanceId instanceId, String executionId, List<HistoryEvent> past, List<HistoryEvent> fresh)
            implements WorkItem {}

    /** Run an activity once more or for the first time: delivery is at least once. */
    record ActivityCall(
            InstanceId instanceId,
            String executionId,
            int taskId,
            String name,
            @Nullable String version,
            @Nullable String input)
            implements WorkItem {}
}
