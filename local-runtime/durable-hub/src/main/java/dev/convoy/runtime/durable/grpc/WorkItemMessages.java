package dev.convoy.runtime.durable.grpc;

import static dev.convoy.runtime.durable.grpc.ProtoValues.failure;
import static dev.convoy.runtime.durable.grpc.ProtoValues.status;
import static dev.convoy.runtime.durable.grpc.ProtoValues.text;
import static dev.convoy.runtime.durable.grpc.ProtoValues.timestamp;

import com.google.protobuf.StringValue;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ActivityRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationInstance;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import dev.convoy.runtime.durable.engine.WorkItem;
import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.ParentInstance;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Work items and history events as messages. Stateless. */
final class WorkItemMessages {

    private WorkItemMessages() {}

    static OrchestratorService.WorkItem of(WorkItem item) {
        return switch (item) {
            case WorkItem.OrchestratorTurn turn ->
                OrchestratorService.WorkItem.newBuilder()
                        .setOrchestratorRequest(turn(turn))
                        .build();
            case WorkItem.ActivityCall call ->
                OrchestratorService.WorkItem.newBuilder()
                        .setActivityRequest(call(call))
                        .build();
        };
    }

    private static OrchestratorRequest turn(WorkItem.OrchestratorTurn turn) {
        OrchestratorRequest.Builder request = OrchestratorRequest.newBuilder()
                .setInstanceId(turn.instanceId().value())
                .setExecutionId(text(turn.executionId()));
        OrchestrationInstance self = instance(turn);
        turn.past().forEach(event -> request.addPastEvents(event(event, self)));
        turn.fresh().forEach(event -> request.addNewEvents(event(event, self)));
        return request.build();
    }

    private static ActivityRequest call(WorkItem.ActivityCall call) {
        ActivityRequest.Builder request = ActivityRequest.newBuilder()
                .setName(call.name())
                .setOrchestrationInstance(instance(call))
                .setTaskId(call.taskId());
        ifPresent(call.version(), request::setVersion);
        ifPresent(call.input(), request::setInput);
        return request.build();
    }

    private static OrchestrationInstance instance(WorkItem item) {
        return OrchestrationInstance.newBuilder()
                .setInstanceId(item.instanceId().value())
                .setExecutionId(text(item.executionId()))
                .build();
    }

    private static OrchestratorService.HistoryEvent event(HistoryEvent event, OrchestrationInstance self) {
        OrchestratorService.HistoryEvent.Builder message = OrchestratorService.HistoryEvent.newBuilder()
                .setEventId(event.eventId())
                .setTimestamp(timestamp(event.timestamp()));
        switch (event) {
            case HistoryEvent.OrchestratorStarted started ->
                message.setOrchestratorStarted(OrchestratorService.OrchestratorStartedEvent.getDefaultInstance());
            case HistoryEvent.ExecutionStarted started -> message.setExecutionStarted(started(started, self));
            case HistoryEvent.TaskScheduled scheduled -> {
                var body = message.getTaskScheduledBuilder().setName(scheduled.name());
                ifPresent(scheduled.version(), body::setVersion);
                ifPresent(scheduled.input(), body::setInput);
            }
            case HistoryEvent.TaskCompleted completed ->
                ifPresent(
                        completed.result(),
                        message.getTaskCompletedBuilder().setTaskScheduledId(completed.taskScheduledId())::setResult);
            case HistoryEvent.TaskFailed failed ->
                message.getTaskFailedBuilder()
                        .setTaskScheduledId(failed.taskScheduledId())
                        .setFailureDetails(failure(failed.failure()));
            case HistoryEvent.SubOrchestrationCreated created -> {
                var body = message.getSubOrchestrationInstanceCreatedBuilder()
                        .setInstanceId(created.instanceId().value())
                        .setName(created.name());
                ifPresent(created.version(), body::setVersion);
                ifPresent(created.input(), body::setInput);
            }
            case HistoryEvent.SubOrchestrationCompleted completed ->
                ifPresent(
                        completed.result(),
                        message.getSubOrchestrationInstanceCompletedBuilder()
                                .setTaskScheduledId(completed.taskScheduledId())::setResult);
            case HistoryEvent.SubOrchestrationFailed failed ->
                message.getSubOrchestrationInstanceFailedBuilder()
                        .setTaskScheduledId(failed.taskScheduledId())
                        .setFailureDetails(failure(failed.failure()));
            case HistoryEvent.TimerCreated created ->
                message.getTimerCreatedBuilder().setFireAt(timestamp(created.fireAt()));
            case HistoryEvent.TimerFired fired ->
                message.getTimerFiredBuilder().setTimerId(fired.timerId()).setFireAt(timestamp(fired.fireAt()));
            case HistoryEvent.EventRaised raised ->
                ifPresent(raised.input(), message.getEventRaisedBuilder().setName(raised.name())::setInput);
            case HistoryEvent.EventSent sent -> {
                var body = message.getEventSentBuilder()
                        .setInstanceId(sent.target().value())
                        .setName(sent.name());
                ifPresent(sent.input(), body::setInput);
            }
            case HistoryEvent.ExecutionCompleted completed -> {
                var body = message.getExecutionCompletedBuilder().setOrchestrationStatus(status(completed.status()));
                ifPresent(completed.result(), body::setResult);
            }
            case HistoryEvent.ExecutionSuspended suspended ->
                ifPresent(suspended.reason(), message.getExecutionSuspendedBuilder()::setInput);
            case HistoryEvent.ExecutionResumed resumed ->
                ifPresent(resumed.reason(), message.getExecutionResumedBuilder()::setInput);
            case HistoryEvent.ExecutionTerminated terminated ->
                ifPresent(terminated.output(), message.getExecutionTerminatedBuilder()::setInput);
        }
        return message.build();
    }

    private static OrchestratorService.ExecutionStartedEvent started(
            HistoryEvent.ExecutionStarted started, OrchestrationInstance self) {
        var body = OrchestratorService.ExecutionStartedEvent.newBuilder()
                .setName(started.name())
                .setOrchestrationInstance(self);
        ifPresent(started.version(), body::setVersion);
        ifPresent(started.input(), body::setInput);
        if (started.scheduledStart() != null) {
            body.setScheduledStartTimestamp(timestamp(started.scheduledStart()));
        }
        if (started.parent() != null) {
            body.setParentInstance(parent(started.parent()));
        }
        return body.build();
    }

    private static OrchestratorService.ParentInstanceInfo parent(ParentInstance parent) {
        var body = OrchestratorService.ParentInstanceInfo.newBuilder()
                .setTaskScheduledId(parent.taskId())
                .setName(text(parent.name()))
                .setOrchestrationInstance(OrchestrationInstance.newBuilder()
                        .setInstanceId(parent.id().value()));
        ifPresent(parent.version(), body::setVersion);
        return body.build();
    }

    private static void ifPresent(@Nullable String value, Consumer<StringValue> setter) {
        if (value != null) {
            setter.accept(text(value));
        }
    }
}
