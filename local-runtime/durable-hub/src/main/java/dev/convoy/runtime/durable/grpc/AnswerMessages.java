package dev.convoy.runtime.durable.grpc;

import static dev.convoy.runtime.durable.grpc.ProtoValues.failure;
import static dev.convoy.runtime.durable.grpc.ProtoValues.instant;
import static dev.convoy.runtime.durable.grpc.ProtoValues.status;
import static dev.convoy.runtime.durable.grpc.ProtoValues.text;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ActivityResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CompleteOrchestrationAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import dev.convoy.runtime.durable.engine.ActivityResult;
import dev.convoy.runtime.durable.engine.TurnResult;
import dev.convoy.runtime.durable.history.HistoryEvent.EventRaised;
import dev.convoy.runtime.durable.history.InstanceId;
import dev.convoy.runtime.durable.history.OrchestrationStatus;
import dev.convoy.runtime.durable.history.OrchestratorAction;
import dev.convoy.runtime.durable.history.TaskFailure;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Workers' answers as values. Stateless. */
final class AnswerMessages {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerMessages.class);

    private AnswerMessages() {}

    /** The answer to a turn. One that asks for the impossible is read as the orchestration's failure: nobody else can mend it. */
    static TurnResult turn(OrchestratorResponse response) {
        InstanceId id = new InstanceId(response.getInstanceId());
        String customStatus = text(response.hasCustomStatus(), response.getCustomStatus());
        try {
            return new TurnResult(
                    id,
                    response.getActionsList().stream()
                            .map(AnswerMessages::action)
                            .toList(),
                    customStatus);
        } catch (IllegalArgumentException invalid) {
            LOG.atError()
                    .addKeyValue("instanceId", id)
                    .setCause(invalid)
                    .log("Orchestrator asked for something invalid, its instance fails");
            return new TurnResult(id, List.of(failing(response, invalid)), customStatus);
        }
    }

    static ActivityResult activity(ActivityResponse response) {
        return new ActivityResult(
                new InstanceId(response.getInstanceId()),
                response.getTaskId(),
                text(response.hasResult(), response.getResult()),
                failure(response.hasFailureDetails(), response.getFailureDetails()));
    }

    private static OrchestratorAction action(OrchestratorService.OrchestratorAction action) {
        int id = action.getId();
        return switch (action.getOrchestratorActionTypeCase()) {
            case SCHEDULETASK -> {
                var task = action.getScheduleTask();
                yield new OrchestratorAction.ScheduleTask(
                        id,
                        task.getName(),
                        text(task.hasVersion(), task.getVersion()),
                        text(task.hasInput(), task.getInput()));
            }
            case CREATETIMER ->
                new OrchestratorAction.CreateTimer(
                        id, instant(action.getCreateTimer().getFireAt()));
            case CREATESUBORCHESTRATION -> {
                var child = action.getCreateSubOrchestration();
                yield new OrchestratorAction.CreateSubOrchestration(
                        id,
                        new InstanceId(child.getInstanceId()),
                        child.getName(),
                        text(child.hasVersion(), child.getVersion()),
                        text(child.hasInput(), child.getInput()));
            }
            case SENDEVENT -> {
                var event = action.getSendEvent();
                yield new OrchestratorAction.SendEvent(
                        id,
                        new InstanceId(event.getInstance().getInstanceId()),
                        event.getName(),
                        text(event.hasData(), event.getData()));
            }
            case COMPLETEORCHESTRATION -> complete(id, action.getCompleteOrchestration());
            case ORCHESTRATORACTIONTYPE_NOT_SET ->
                throw new IllegalArgumentException("action " + id + ": of a type this hub does not know");
        };
    }

    private static OrchestratorAction complete(int id, CompleteOrchestrationAction action) {
        List<EventRaised> carryOver = action.getCarryoverEventsList().stream()
                .filter(OrchestratorService.HistoryEvent::hasEventRaised)
                .map(AnswerMessages::raised)
                .toList();
        return new OrchestratorAction.CompleteOrchestration(
                id,
                status(action.getOrchestrationStatus()),
                text(action.hasResult(), action.getResult()),
                text(action.hasNewVersion(), action.getNewVersion()),
                carryOver,
                failure(action.hasFailureDetails(), action.getFailureDetails()));
    }

    private static EventRaised raised(OrchestratorService.HistoryEvent event) {
        var raised = event.getEventRaised();
        return new EventRaised(
                instant(event.getTimestamp()), raised.getName(), text(raised.hasInput(), raised.getInput()));
    }

    private static OrchestratorAction failing(OrchestratorResponse response, IllegalArgumentException invalid) {
        int unusedId = response.getActionsList().stream()
                        .mapToInt(OrchestratorService.OrchestratorAction::getId)
                        .max()
                        .orElse(0)
                + 1;
        return new OrchestratorAction.CompleteOrchestration(
                unusedId,
                OrchestrationStatus.FAILED,
                null,
                null,
                List.of(),
                TaskFailure.of("InvalidOrchestratorAction", String.valueOf(invalid.getMessage())));
    }
}
