package dev.convoy.runtime.host.trigger.durable;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ActivityRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ActivityResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CompleteTaskResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.GetWorkItemsRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.WorkItem;
import com.microsoft.durabletask.implementation.protobuf.TaskHubSidecarServiceGrpc;
import com.microsoft.durabletask.implementation.protobuf.TaskHubSidecarServiceGrpc.TaskHubSidecarServiceStub;
import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.discovery.StagedApp;
import dev.convoy.runtime.host.invoke.FunctionInvoker;
import dev.convoy.runtime.host.invoke.HubAddress;
import dev.convoy.runtime.host.invoke.Invocation;
import dev.convoy.runtime.host.invoke.Outcome;
import dev.convoy.runtime.host.invoke.Values;
import dev.convoy.runtime.host.log.HostLog;
import dev.convoy.runtime.host.rpc.TypedData;
import dev.convoy.runtime.host.trigger.Trigger;
import dev.convoy.runtime.kit.time.Timers;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The app as a worker of its task hub. No more than a bound of work items are under way at once: the next one is asked for when one is
 * done. When the stream breaks it is opened again after a while, and the hub hands out again what was under way.
 */
public final class DurableTrigger implements Trigger {

    static final int MOST_AT_ONCE = 128;
    private static final Duration RECONNECT = Duration.ofMillis(500);
    private static final Duration AGAIN = Duration.ofMillis(100);

    private final Map<String, FunctionDefinition> orchestrators = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, FunctionDefinition> activities = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final FunctionInvoker invoker;
    private final HostLog log;
    private final Timers timers;
    private final ManagedChannel channel;
    private final TaskHubSidecarServiceStub hub;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean stopped;
    private volatile boolean closed;
    private volatile boolean complained;

    public DurableTrigger(StagedApp app, HubAddress address, FunctionInvoker invoker, HostLog log, Timers timers) {
        this.invoker = invoker;
        this.log = log;
        this.timers = timers;
        for (FunctionDefinition function : app.functions()) {
            if (function.trigger().is("orchestrationTrigger")) {
                orchestrators.put(durableName(function, "orchestration"), function);
            } else if (function.trigger().is("activityTrigger")) {
                activities.put(durableName(function, "activity"), function);
            }
        }
        channel = address.local().map(Supplier::get).orElseGet(() -> overSocket(address.grpcPort()));
        hub = TaskHubSidecarServiceGrpc.newStub(channel);
    }

    /** Whether the app has functions a hub would call. */
    public boolean isNeeded() {
        return !orchestrators.isEmpty() || !activities.isEmpty();
    }

    @Override
    public void start() {
        if (isNeeded() && !stopped) {
            hub.getWorkItems(GetWorkItemsRequest.getDefaultInstance(), new WorkItems());
        }
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public int underWay() {
        return underWay.get();
    }

    @Override
    public void close() {
        stopped = true;
        closed = true;
        channel.shutdownNow();
        try {
            channel.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static ManagedChannel overSocket(int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .directExecutor()
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .build();
    }

    private static String durableName(FunctionDefinition function, String field) {
        return function.trigger().fields().text(field).orElse(function.name());
    }

    private void reconnect(String reason) {
        if (stopped) {
            return;
        }
        if (!complained) {
            complained = true;
            log.warn("The task hub's work-item stream ended (" + reason + "), it is opened again until it stays");
        }
        timers.schedule(timers.clock().instant().plus(RECONNECT), this::start);
    }

    private CompletableFuture<Void> work(WorkItem item) {
        return switch (item.getRequestCase()) {
            case ORCHESTRATORREQUEST -> turn(item.getOrchestratorRequest());
            case ACTIVITYREQUEST -> activity(item.getActivityRequest());
            case REQUEST_NOT_SET -> {
                log.warn("The task hub sent a work item of a kind this host does not know, ignored");
                yield CompletableFuture.completedFuture(null);
            }
        };
    }

    private CompletableFuture<Void> turn(OrchestratorRequest request) {
        Optional<String> name = OrchestratorTurns.nameOf(request);
        FunctionDefinition function = name.map(orchestrators::get).orElse(null);
        if (function == null) {
            String missing = "no orchestrator function is named " + name.orElse("(unnamed)");
            log.error("Instance " + request.getInstanceId() + ": " + missing);
            return report(OrchestratorTurns.failed(request.getInstanceId(), "OrchestratorNotFound", missing, ""));
        }
        TypedData trigger = Values.text(Base64.getEncoder().encodeToString(request.toByteArray()));
        return invoke(Invocation.of(function, trigger, Map.of()))
                .thenCompose(outcome -> report(turned(request.getInstanceId(), function, outcome)));
    }

    private OrchestratorResponse turned(String instanceId, FunctionDefinition function, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded succeeded -> decoded(instanceId, function, succeeded);
            case Outcome.Failed failed -> {
                ActivityFailure failure = ActivityFailure.of(failed);
                yield OrchestratorTurns.failed(instanceId, failure.type(), failure.message(), failed.stackTrace());
            }
            case Outcome.Lost lost -> throw new IllegalStateException("a lost turn is run again: " + lost.reason());
        };
    }

    private OrchestratorResponse decoded(String instanceId, FunctionDefinition function, Outcome.Succeeded succeeded) {
        String text = succeeded.returnValue().flatMap(Values::asText).orElse("");
        try {
            OrchestratorResponse response =
                    OrchestratorResponse.parseFrom(Base64.getDecoder().decode(text));
            return response.toBuilder().setInstanceId(instanceId).build();
        } catch (InvalidProtocolBufferException | IllegalArgumentException unreadable) {
            String complaint = "orchestrator function " + function.name()
                    + " did not return an orchestrator response; is durabletask-azure-functions in its lib folder?";
            log.error(complaint);
            return OrchestratorTurns.failed(instanceId, "OrchestratorResponseUnreadable", complaint, "");
        }
    }

    private CompletableFuture<Void> activity(ActivityRequest request) {
        FunctionDefinition function = activities.get(request.getName());
        ActivityResponse.Builder response = ActivityResponse.newBuilder()
                .setInstanceId(request.getOrchestrationInstance().getInstanceId())
                .setTaskId(request.getTaskId());
        if (function == null) {
            String missing = "no activity function is named " + request.getName();
            log.error(missing);
            return report(response.setFailureDetails(new ActivityFailure("ActivityNotFound", missing, "").details())
                    .build());
        }
        TypedData trigger = request.hasInput() ? Values.text(request.getInput().getValue()) : Values.text("null");
        Map<String, TypedData> metadata = Map.of(
                "instanceId", Values.text(request.getOrchestrationInstance().getInstanceId()));
        return invoke(Invocation.of(function, trigger, metadata))
                .thenCompose(outcome -> report(finished(response, outcome)));
    }

    private static ActivityResponse finished(ActivityResponse.Builder response, Outcome outcome) {
        switch (outcome) {
            case Outcome.Succeeded succeeded ->
                response.setResult(StringValue.of(
                        ActivityResult.json(succeeded.returnValue().orElseGet(TypedData::getDefaultInstance))));
            case Outcome.Failed failed ->
                response.setFailureDetails(ActivityFailure.of(failed).details());
            case Outcome.Lost lost -> throw new IllegalStateException("a lost activity is run again: " + lost.reason());
        }
        return response.build();
    }

    /** Runs it until it is not lost; a lost one waits for the next worker, so this neither spins nor gives up. */
    private CompletableFuture<Outcome> invoke(Invocation invocation) {
        return invoker.invoke(invocation).thenCompose(outcome -> {
            if (!(outcome instanceof Outcome.Lost) || closed) {
                return CompletableFuture.completedFuture(outcome);
            }
            CompletableFuture<Outcome> again = new CompletableFuture<>();
            timers.schedule(timers.clock().instant().plus(AGAIN), () -> {
                var unused = invoke(invocation).whenComplete((next, bug) -> complete(again, next, bug));
            });
            return again;
        });
    }

    private static <T> void complete(CompletableFuture<T> future, @Nullable T value, @Nullable Throwable failure) {
        if (failure != null) {
            future.completeExceptionally(failure);
        } else {
            future.complete(value);
        }
    }

    private CompletableFuture<Void> report(OrchestratorResponse response) {
        Reported reported = new Reported();
        hub.completeOrchestratorTask(response, reported);
        return reported.done;
    }

    private CompletableFuture<Void> report(ActivityResponse response) {
        Reported reported = new Reported();
        hub.completeActivityTask(response, reported);
        return reported.done;
    }

    /** Completes when the hub has taken a result; fails when it has not, upon which the hub hands the item out again. */
    private static final class Reported implements StreamObserver<CompleteTaskResponse> {

        private final CompletableFuture<Void> done = new CompletableFuture<>();

        @Override
        public void onNext(CompleteTaskResponse response) {
            done.complete(null);
        }

        @Override
        public void onError(Throwable failure) {
            done.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            done.complete(null);
        }
    }

    /** The stream of work items, asked for one by one. */
    private final class WorkItems implements ClientResponseObserver<GetWorkItemsRequest, WorkItem> {

        private @Nullable ClientCallStreamObserver<GetWorkItemsRequest> stream;

        @Override
        public void beforeStart(ClientCallStreamObserver<GetWorkItemsRequest> opened) {
            stream = opened;
            opened.disableAutoRequestWithInitial(MOST_AT_ONCE);
        }

        @Override
        public void onNext(WorkItem item) {
            if (complained) {
                complained = false;
                log.info("The task hub's work-item stream is back");
            }
            underWay.incrementAndGet();
            var unused = work(item).whenComplete((done, failure) -> {
                underWay.decrementAndGet();
                if (failure != null && !closed) {
                    log.warn("A work item could not be finished: " + failure.getMessage());
                }
                ClientCallStreamObserver<GetWorkItemsRequest> open = stream;
                if (open != null && !stopped) {
                    open.request(1);
                }
            });
        }

        @Override
        public void onError(Throwable failure) {
            reconnect(String.valueOf(failure.getMessage()));
        }

        @Override
        public void onCompleted() {
            reconnect("the hub closed it");
        }
    }
}
