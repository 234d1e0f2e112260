package dev.convoy.runtime.durable.history;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing an orchestrator's turn asks the hub to do. Its id is unique within a generation; the same id again is the same wish. */
public sealed interface OrchestratorAction {

    /** The position of the wish in the orchestrator's code path, from 0. */
    int id();

    /** Run an activity. */
    record ScheduleTask(
            int id,
            String name,
            @Nullable String version,
            @Nullable String input) implements OrchestratorAction {}

    /** Wake the orchestrator at an instant. */
    record CreateTimer(int id, Instant fireAt) implements OrchestratorAction {}

    /** Run another orchestration and report its outcome. */
    record CreateSubOrchestration(
            int id,
            InstanceId instanceId,
            String name,
            @Nullable String version,
            @Nullable String input) implements OrchestratorAction {}

    /** Raise an event at another instance, which may not exist. */
    record SendEvent(
            int id,
            InstanceId target,
            String name,
            @Nullable String input) implements OrchestratorAction {}

    /** End this generation: for good, or {@link OrchestrationStatus#CONTINUED_AS_NEW} with what is carried over. */
    record CompleteOrchestration(
            int id,
            OrchestrationStatus status,
            @Nullable String result,
            @Nullable String newVersion,
            List<HistoryEvent.EventRaised> carryOver,
            @Nullable TaskFailure failure)
            implements OrchestratorAction {

        public CompleteOrchestration {
            carryOver = List.copyOf(carryOver);
            if (!status.isTerminal() && status != OrchestrationStatus.CONTINUED_AS_NEW) {
                throw new IllegalArgumentException("orchestrationStatus: " + status + " does not complete anything");
            }
        }
    }
}
