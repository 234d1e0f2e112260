package dev.convoy.runtime.durable.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.microsoft.durabletask.OrchestrationRunner;
import com.microsoft.durabletask.OrchestratorFunction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import dev.convoy.runtime.durable.engine.TurnResult;
import dev.convoy.runtime.durable.engine.WorkItem;

/** Runs an orchestrator's turn with the SDK's own replay engine, in process and without a wire. */
public final class SdkTurns {

    private SdkTurns() {}

    public static TurnResult run(WorkItem.OrchestratorTurn turn, OrchestratorFunction<Object> orchestrator) {
        byte[] request = WorkItemMessages.of(turn).getOrchestratorRequest().toByteArray();
        byte[] response = OrchestrationRunner.loadAndRun(request, orchestrator);
        try {
            OrchestratorResponse parsed = OrchestratorResponse.parseFrom(response).toBuilder()
                    .setInstanceId(turn.instanceId().value())
                    .build();
            return AnswerMessages.turn(parsed);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the SDK answered with something that is no response", e);
        }
    }
}
