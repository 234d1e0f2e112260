package dev.convoy.runtime.host.trigger.durable;

import com.google.protobuf.StringValue;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CompleteOrchestrationAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationStatus;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import java.util.Optional;
import java.util.stream.Stream;

/** Reading a turn's request and writing the answer of a turn that could not be run. */
final class OrchestratorTurns {

    private OrchestratorTurns() {}

    /** The orchestrator's name, which the started event carries: in the past, or among the new events of a first turn. */
    static Optional<String> nameOf(OrchestratorRequest request) {
        return Stream.concat(request.getPastEventsList().stream(), request.getNewEventsList().stream())
                .filter(HistoryEvent::hasExecutionStarted)
                .map(event -> event.getExecutionStarted().getName())
                .findFirst();
    }

    /** A turn whose function failed as a whole ends the orchestration as failed. */
    static OrchestratorResponse failed(String instanceId, String type, String message, String stackTrace) {
        CompleteOrchestrationAction complete = CompleteOrchestrationAction.newBuilder()
                .setOrchestrationStatus(OrchestrationStatus.ORCHESTRATION_STATUS_FAILED)
                .setResult(StringValue.of(message))
                .setFailureDetails(new ActivityFailure(type, message, stackTrace).details())
                .build();
        return OrchestratorResponse.newBuilder()
                .setInstanceId(instanceId)
                .addActions(OrchestratorAction.newBuilder().setId(-1).setCompleteOrchestration(complete))
                .build();
    }
}
