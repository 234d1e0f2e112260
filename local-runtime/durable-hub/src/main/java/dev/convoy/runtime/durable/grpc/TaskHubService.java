package dev.convoy.runtime.durable.grpc;

import static dev.convoy.runtime.durable.grpc.ProtoValues.instant;
import static dev.convoy.runtime.durable.grpc.ProtoValues.text;

import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ActivityResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CompleteTaskResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CreateInstanceRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CreateInstanceResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CreateTaskHubRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CreateTaskHubResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.DeleteTaskHubRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.DeleteTaskHubResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.GetInstanceRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.GetInstanceResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.GetWorkItemsRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.InstanceQuery;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.PurgeInstancesRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.PurgeInstancesResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.QueryInstancesRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.QueryInstancesResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.RaiseEventRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.RaiseEventResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ResumeRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ResumeResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.SuspendRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.SuspendResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TerminateRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TerminateResponse;
import com.microsoft.durabletask.implementation.protobuf.TaskHubSidecarServiceGrpc.TaskHubSidecarServiceImplBase;
import dev.convoy.runtime.durable.engine.InstancePage;
import dev.convoy.runtime.durable.engine.StartOutcome;
import dev.convoy.runtime.durable.engine.StartRequest;
import dev.convoy.runtime.durable.engine.TaskHub;
import dev.convoy.runtime.durable.history.InstanceId;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** Answers the calls of clients and workers out of the hub. Safe for use by several threads; holds nothing of its own. */
final class TaskHubService extends TaskHubSidecarServiceImplBase {

    /** {@code recursive} of TerminateRequest and PurgeInstancesRequest, in clients newer than the stubs (field 3). */
    private static final int RECURSIVE_FIELD = 3;

    private final TaskHub hub;

    TaskHubService(TaskHub hub) {
        this.hub = hub;
    }

    @Override
    public void hello(Empty request, StreamObserver<Empty> observer) {
        Replies.send(observer, CompletableFuture.completedFuture(Empty.getDefaultInstance()));
    }

    @Override
    public void startInstance(CreateInstanceRequest request, StreamObserver<CreateInstanceResponse> observer) {
        reply(observer, () -> hub.start(startRequest(request)), outcome -> switch (outcome) {
            case StartOutcome.Started started ->
                CreateInstanceResponse.newBuilder()
                        .setInstanceId(started.id().value())
                        .build();
            case StartOutcome.AlreadyExists existing -> throw Replies.alreadyExists(existing);
            case StartOutcome.NothingToRestart nothing ->
                throw new IllegalStateException("a start is no restart: " + nothing.id());
        });
    }

    @Override
    public void getInstance(GetInstanceRequest request, StreamObserver<GetInstanceResponse> observer) {
        reply(
                observer,
                () -> hub.find(id(request.getInstanceId())),
                found -> StatusMessages.response(found, request.getGetInputsAndOutputs()));
    }

    @Override
    public void waitForInstanceStart(GetInstanceRequest request, StreamObserver<GetInstanceResponse> observer) {
        replyWhenReached(
                observer,
                () -> hub.awaitStart(id(request.getInstanceId())),
                found -> StatusMessages.response(found, request.getGetInputsAndOutputs()));
    }

    @Override
    public void waitForInstanceCompletion(GetInstanceRequest request, StreamObserver<GetInstanceResponse> observer) {
        replyWhenReached(
                observer,
                () -> hub.awaitCompletion(id(request.getInstanceId())),
                found -> StatusMessages.response(found, request.getGetInputsAndOutputs()));
    }

    @Override
    public void raiseEvent(RaiseEventRequest request, StreamObserver<RaiseEventResponse> observer) {
        reply(
                observer,
                () -> hub.raiseEvent(
                        id(request.getInstanceId()),
                        required("name", request.getName()),
                        text(request.hasInput(), request.getInput())),
                outcome -> Replies.accepted(outcome, RaiseEventResponse.getDefaultInstance()));
    }

    @Override
    public void terminateInstance(TerminateRequest request, StreamObserver<TerminateResponse> observer) {
        reply(
                observer,
                () -> hub.terminate(
                        id(request.getInstanceId()),
                        text(request.hasOutput(), request.getOutput()),
                        isRecursive(request)),
                outcome -> Replies.accepted(outcome, TerminateResponse.getDefaultInstance()));
    }

    @Override
    public void suspendInstance(SuspendRequest request, StreamObserver<SuspendResponse> observer) {
        reply(
                observer,
                () -> hub.suspend(id(request.getInstanceId()), text(request.hasReason(), request.getReason())),
                outcome -> Replies.accepted(outcome, SuspendResponse.getDefaultInstance()));
    }

    @Override
    public void resumeInstance(ResumeRequest request, StreamObserver<ResumeResponse> observer) {
        reply(
                observer,
                () -> hub.resume(id(request.getInstanceId()), text(request.hasReason(), request.getReason())),
                outcome -> Replies.accepted(outcome, ResumeResponse.getDefaultInstance()));
    }

    @Override
    public void queryInstances(QueryInstancesRequest request, StreamObserver<QueryInstancesResponse> observer) {
        InstanceQuery query = request.getQuery();
        reply(
                observer,
                () -> hub.query(
                        StatusMessages.filter(query),
                        query.getMaxInstanceCount(),
                        text(query.hasContinuationToken(), query.getContinuationToken())),
                page -> page(page, query.getFetchInputsAndOutputs()));
    }

    @Override
    public void purgeInstances(PurgeInstancesRequest request, StreamObserver<PurgeInstancesResponse> observer) {
        reply(
                observer,
                () -> switch (request.getRequestCase()) {
                    case INSTANCEID -> hub.purge(id(request.getInstanceId()));
                    case PURGEINSTANCEFILTER -> hub.purge(StatusMessages.filter(request.getPurgeInstanceFilter()));
                    case REQUEST_NOT_SET ->
                        throw new IllegalArgumentException("request: neither instanceId nor purgeInstanceFilter");
                },
                count -> PurgeInstancesResponse.newBuilder()
                        .setDeletedInstanceCount(count)
                        .build());
    }

    @Override
    public void createTaskHub(CreateTaskHubRequest request, StreamObserver<CreateTaskHubResponse> observer) {
        reply(
                observer,
                () -> request.getRecreateIfExists() ? hub.clear() : CompletableFuture.completedFuture(true),
                done -> CreateTaskHubResponse.getDefaultInstance());
    }

    @Override
    public void deleteTaskHub(DeleteTaskHubRequest request, StreamObserver<DeleteTaskHubResponse> observer) {
        reply(observer, hub::clear, done -> DeleteTaskHubResponse.getDefaultInstance());
    }

    @Override
    public void getWorkItems(GetWorkItemsRequest request, StreamObserver<OrchestratorService.WorkItem> observer) {
        StreamWorker.open(hub, (ServerCallStreamObserver<OrchestratorService.WorkItem>) observer);
    }

    @Override
    public void completeOrchestratorTask(OrchestratorResponse request, StreamObserver<CompleteTaskResponse> observer) {
        reply(
                observer,
                () -> hub.completeTurn(AnswerMessages.turn(request), Connections.current()),
                taken -> CompleteTaskResponse.getDefaultInstance());
    }

    @Override
    public void completeActivityTask(ActivityResponse request, StreamObserver<CompleteTaskResponse> observer) {
        reply(
                observer,
                () -> hub.completeActivity(AnswerMessages.activity(request), Connections.current()),
                taken -> CompleteTaskResponse.getDefaultInstance());
    }

    private static StartRequest startRequest(CreateInstanceRequest request) {
        String id = request.getInstanceId().isEmpty() ? UUID.randomUUID().toString() : request.getInstanceId();
        return new StartRequest(
                id(id),
                request.getName(),
                text(request.hasVersion(), request.getVersion()),
                text(request.hasInput(), request.getInput()),
                instant(request.hasScheduledStartTimestamp(), request.getScheduledStartTimestamp()));
    }

    private static QueryInstancesResponse page(InstancePage page, boolean withPayloads) {
        QueryInstancesResponse.Builder response = QueryInstancesResponse.newBuilder();
        page.instances().forEach(status -> response.addOrchestrationState(StatusMessages.state(status, withPayloads)));
        page.continuation().ifPresent(token -> response.setContinuationToken(text(token)));
        return response.build();
    }

    private static boolean isRecursive(Message request) {
        List<Long> values = request.getUnknownFields().getField(RECURSIVE_FIELD).getVarintList();
        return !values.isEmpty() && values.getLast() != 0;
    }

    private static InstanceId id(String value) {
        return new InstanceId(value);
    }

    private static String required(String field, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(field + ": must not be empty");
        }
        return value;
    }

    private static <T, R> void reply(
            StreamObserver<R> observer, Supplier<CompletableFuture<T>> call, Function<T, R> answer) {
        Replies.send(observer, Replies.call(call).thenApply(answer));
    }

    /** As {@link #reply}, but stops waiting when the client does. */
    private static <T, R> void replyWhenReached(
            StreamObserver<R> observer, Supplier<CompletableFuture<T>> call, Function<T, R> answer) {
        CompletableFuture<T> waiting = Replies.call(call);
        ((ServerCallStreamObserver<R>) observer).setOnCancelHandler(() -> waiting.cancel(false));
        Replies.send(observer, waiting.thenApply(answer));
    }
}
