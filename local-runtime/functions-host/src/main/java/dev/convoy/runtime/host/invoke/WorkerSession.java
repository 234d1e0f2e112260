package dev.convoy.runtime.host.invoke;

import dev.convoy.runtime.host.discovery.Binding;
import dev.convoy.runtime.host.discovery.BrokenAppException;
import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.discovery.StagedApp;
import dev.convoy.runtime.host.log.HostLog;
import dev.convoy.runtime.host.log.LogLine;
import dev.convoy.runtime.host.rpc.BindingInfo;
import dev.convoy.runtime.host.rpc.FunctionLoadRequest;
import dev.convoy.runtime.host.rpc.FunctionLoadResponse;
import dev.convoy.runtime.host.rpc.InvocationCancel;
import dev.convoy.runtime.host.rpc.InvocationRequest;
import dev.convoy.runtime.host.rpc.InvocationResponse;
import dev.convoy.runtime.host.rpc.RpcFunctionMetadata;
import dev.convoy.runtime.host.rpc.RpcLog;
import dev.convoy.runtime.host.rpc.StatusResult;
import dev.convoy.runtime.host.rpc.StreamingMessage;
import dev.convoy.runtime.host.rpc.TypedData;
import dev.convoy.runtime.host.rpc.WorkerInitRequest;
import dev.convoy.runtime.host.rpc.WorkerInitResponse;
import dev.convoy.runtime.host.rpc.WorkerTerminate;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The conversation with one worker process, from its first message to its end. It becomes ready when every function is loaded; what
 * is unanswered when it ends is lost. Sending is guarded by one lock; the rest is safe for use by several threads.
 *
 * <pre>
 * stream opened ── init ──► initialised ── load × n ──► ready ── invoke … ──► ended
 * </pre>
 */
final class WorkerSession implements StreamObserver<StreamingMessage> {

    private static final String CANCELS = "HandlesInvocationCancelMessage";
    /** How long a function that ran out of time may take to notice before its process is ended. */
    private static final Duration CANCEL_GRACE = Duration.ofSeconds(5);

    private final StagedApp app;
    private final HostLog log;
    private final String workerDirectory;
    private final StreamObserver<StreamingMessage> worker;
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    private final Set<String> unloaded = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<WorkerSession> ready = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private volatile Set<String> capabilities = Set.of();

    WorkerSession(StagedApp app, HostLog log, String workerDirectory, StreamObserver<StreamingMessage> worker) {
        this.app = app;
        this.log = log;
        this.workerDirectory = workerDirectory;
        this.worker = worker;
    }

    /** Completes with this session once every function is loaded, or fails with what a function lacks. */
    CompletableFuture<WorkerSession> ready() {
        return ready;
    }

    /** Completes with the reason when the worker is gone. */
    CompletableFuture<String> ended() {
        return ended;
    }

    int invocationsUnderWay() {
        return pending.size();
    }

    void begin() {
        WorkerInitRequest init = WorkerInitRequest.newBuilder()
                .setHostVersion("4.0.0")
                .setWorkerDirectory(workerDirectory)
                .setFunctionAppDirectory(app.folder().toAbsolutePath().toString())
                .build();
        send(message().setWorkerInitRequest(init).build());
    }

    /** Calls the function; the answer completes the future, as does the end of the worker. */
    CompletableFuture<Outcome> invoke(InvocationRequest request, Instant deadline) {
        Pending call = new Pending(new CompletableFuture<>(), request.getFunctionId(), deadline);
        pending.put(request.getInvocationId(), call);
        if (ended.isDone()) {
            lose(request.getInvocationId(), "ended before the call");
        } else {
            send(StreamingMessage.newBuilder()
                    .setRequestId(request.getInvocationId())
                    .setInvocationRequest(request)
                    .build());
        }
        return call.outcome();
    }

    /** Ends what has run out of time; true if a function does not even notice, so that the process has to be ended. */
    boolean sweep(Instant now) {
        boolean stuck = false;
        for (Map.Entry<String, Pending> entry : pending.entrySet()) {
            Pending call = entry.getValue();
            if (now.isAfter(call.deadline())) {
                timeOut(entry.getKey(), call);
                stuck |= !capabilities.contains(CANCELS)
                        || now.isAfter(call.deadline().plus(CANCEL_GRACE));
            }
        }
        return stuck;
    }

    void terminate(Duration grace) {
        com.google.protobuf.Duration period = com.google.protobuf.Duration.newBuilder()
                .setSeconds(grace.toSeconds())
                .build();
        send(message()
                .setWorkerTerminate(WorkerTerminate.newBuilder().setGracePeriod(period))
                .build());
    }

    /** The worker is gone: everything unanswered is lost. */
    void end(String reason) {
        if (ended.complete(reason)) {
            ready.completeExceptionally(new IllegalStateException("worker ended before it was ready: " + reason));
            pending.keySet().forEach(id -> lose(id, reason));
        }
    }

    @Override
    public void onNext(StreamingMessage message) {
        switch (message.getContentCase()) {
            case WORKER_INIT_RESPONSE -> initialised(message.getWorkerInitResponse());
            case FUNCTION_LOAD_RESPONSE -> loaded(message.getFunctionLoadResponse());
            case INVOCATION_RESPONSE -> answered(message.getInvocationResponse());
            case RPC_LOG -> logged(message.getRpcLog());
            default -> log.warn("message " + message.getContentCase() + " of the worker is not known, ignored");
        }
    }

    @Override
    public void onError(Throwable failure) {
        end("its stream broke: " + failure.getMessage());
    }

    @Override
    public void onCompleted() {
        end("it closed its stream");
    }

    private void initialised(WorkerInitResponse response) {
        if (response.getResult().getStatus() != StatusResult.Status.Success) {
            ready.completeExceptionally(new IllegalStateException(
                    "worker did not start: " + response.getResult().getResult()));
            return;
        }
        capabilities = Set.copyOf(response.getCapabilitiesMap().keySet());
        app.functions().forEach(function -> unloaded.add(function.name()));
        app.functions()
                .forEach(function -> send(message()
                        .setFunctionLoadRequest(FunctionLoadRequest.newBuilder()
                                .setFunctionId(function.name())
                                .setMetadata(metadata(function)))
                        .build()));
        if (app.functions().isEmpty()) {
            ready.complete(this);
        }
    }

    private void loaded(FunctionLoadResponse response) {
        if (response.getResult().getStatus() != StatusResult.Status.Success) {
            ready.completeExceptionally(
                    new BrokenAppException(response.getFunctionId() + "/function.json: entryPoint cannot be loaded: "
                            + response.getResult().getResult()));
            return;
        }
        unloaded.remove(response.getFunctionId());
        if (unloaded.isEmpty()) {
            ready.complete(this);
        }
    }

    private void answered(InvocationResponse response) {
        Pending call = pending.remove(response.getInvocationId());
        if (call != null) {
            call.outcome().complete(outcome(response));
        }
    }

    private static Outcome outcome(InvocationResponse response) {
        StatusResult result = response.getResult();
        if (result.getStatus() != StatusResult.Status.Success) {
            return new Outcome.Failed(
                    result.hasException() ? result.getException().getMessage() : result.getResult(),
                    result.getException().getStackTrace());
        }
        Map<String, TypedData> outputs = new HashMap<>();
        response.getOutputDataList().forEach(output -> outputs.put(output.getName(), output.getData()));
        return new Outcome.Succeeded(
                response.hasReturnValue() ? Optional.of(response.getReturnValue()) : Optional.empty(), outputs);
    }

    private void timeOut(String invocationId, Pending call) {
        if (call.outcome()
                .complete(new Outcome.Failed(
                        "FunctionTimeoutException: functionTimeout of "
                                + app.host().functionTimeout() + " exceeded",
                        ""))) {
            log.about(
                    call.function(),
                    LogLine.Level.ERROR,
                    "Timed out after " + app.host().functionTimeout());
            if (capabilities.contains(CANCELS)) {
                send(message()
                        .setInvocationCancel(InvocationCancel.newBuilder().setInvocationId(invocationId))
                        .build());
            }
        }
    }

    private void lose(String invocationId, String reason) {
        Pending call = pending.remove(invocationId);
        if (call != null) {
            call.outcome().complete(new Outcome.Lost(reason));
        }
    }

    private void logged(RpcLog line) {
        Pending call = pending.get(line.getInvocationId());
        String text = line.hasException()
                ? line.getMessage()
                        + System.lineSeparator()
                        + line.getException().getStackTrace()
                : line.getMessage();
        log.function(
                Optional.ofNullable(call).map(Pending::function), line.getInvocationId(), level(line.getLevel()), text);
    }

    private static LogLine.Level level(RpcLog.Level level) {
        return switch (level) {
            case Trace -> LogLine.Level.TRACE;
            case Debug -> LogLine.Level.DEBUG;
            case Warning -> LogLine.Level.WARN;
            case Error, Critical -> LogLine.Level.ERROR;
            case Information, None, UNRECOGNIZED -> LogLine.Level.INFO;
        };
    }

    private static RpcFunctionMetadata metadata(FunctionDefinition function) {
        RpcFunctionMetadata.Builder metadata = RpcFunctionMetadata.newBuilder()
                .setName(function.name())
                .setFunctionId(function.name())
                .setDirectory(String.valueOf(Path.of(function.scriptFile()).getParent()))
                .setScriptFile(function.scriptFile())
                .setEntryPoint(function.entryPoint())
                .setLanguage("java");
        for (Binding binding : function.bindings()) {
            metadata.putBindings(
                    binding.name(),
                    BindingInfo.newBuilder()
                            .setType(binding.type())
                            .setDirection(direction(binding.direction()))
                            .setDataType(dataType(binding.dataType()))
                            .build());
        }
        return metadata.build();
    }

    private static BindingInfo.Direction direction(Binding.Direction direction) {
        return switch (direction) {
            case IN -> BindingInfo.Direction.in;
            case OUT -> BindingInfo.Direction.out;
            case INOUT -> BindingInfo.Direction.inout;
        };
    }

    private static BindingInfo.DataType dataType(Binding.DataType type) {
        return switch (type) {
            case UNDEFINED -> BindingInfo.DataType.undefined;
            case STRING -> BindingInfo.DataType.string;
            case BINARY -> BindingInfo.DataType.binary;
            case STREAM -> BindingInfo.DataType.stream;
        };
    }

    private static StreamingMessage.Builder message() {
        return StreamingMessage.newBuilder().setRequestId(Ids.next());
    }

    private void send(StreamingMessage message) {
        try {
            synchronized (worker) {
                worker.onNext(message);
            }
        } catch (RuntimeException closed) {
            // The transport reports a worker that is gone in two ways; this is the second one.
            end("its stream is closed: " + closed.getMessage());
        }
    }

    private record Pending(CompletableFuture<Outcome> outcome, String function, Instant deadline) {}
}
