package dev.convoy.runtime.host.worker;

import dev.convoy.runtime.host.rpc.FunctionLoadRequest;
import dev.convoy.runtime.host.rpc.FunctionLoadResponse;
import dev.convoy.runtime.host.rpc.FunctionRpcGrpc;
import dev.convoy.runtime.host.rpc.InvocationRequest;
import dev.convoy.runtime.host.rpc.InvocationResponse;
import dev.convoy.runtime.host.rpc.RpcLog;
import dev.convoy.runtime.host.rpc.StartStream;
import dev.convoy.runtime.host.rpc.StatusResult;
import dev.convoy.runtime.host.rpc.StreamingMessage;
import dev.convoy.runtime.host.rpc.WorkerInitRequest;
import dev.convoy.runtime.host.rpc.WorkerInitResponse;
import dev.convoy.runtime.host.rpc.WorkerMetadata;
import dev.convoy.runtime.host.rpc.WorkerStatusResponse;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * The worker's one conversation with its host. Messages arrive on the transport's thread and are handled on the invocation threads;
 * answers and logs leave under one lock, since a gRPC stream takes one writer at a time.
 */
final class WorkerStream implements StreamObserver<StreamingMessage> {

    private final ThreadPoolExecutor threads = WorkerThreads.create();
    private final RunningInvocations running = new RunningInvocations();
    private final LoadedApp app = new LoadedApp();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final StreamObserver<StreamingMessage> host;
    private volatile boolean orderly;

    private WorkerStream(ManagedChannel channel) {
        host = FunctionRpcGrpc.newStub(channel).eventStream(this);
    }

    static WorkerStream open(WorkerOptions options) {
        ManagedChannel channel = NettyChannelBuilder.forAddress(options.host(), options.port())
                .usePlaintext()
                .directExecutor()
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .flowControlWindow(4 * 1024 * 1024)
                .build();
        WorkerStream stream = new WorkerStream(channel);
        StartStream start =
                StartStream.newBuilder().setWorkerId(options.workerId()).build();
        stream.send(StreamingMessage.newBuilder()
                .setRequestId(options.requestId())
                .setStartStream(start)
                .build());
        return stream;
    }

    /** Waits for the host to end the stream; true if it did so in good order. */
    boolean awaitEnd() throws InterruptedException {
        ended.await();
        return orderly;
    }

    @Override
    public void onNext(StreamingMessage message) {
        switch (message.getContentCase()) {
            case WORKER_INIT_REQUEST -> reply(message, initialised(message.getWorkerInitRequest()));
            case WORKER_STATUS_REQUEST ->
                reply(
                        message,
                        StreamingMessage.newBuilder()
                                .setWorkerStatusResponse(WorkerStatusResponse.getDefaultInstance()));
            case FUNCTION_LOAD_REQUEST -> threads.execute(() -> load(message));
            case INVOCATION_REQUEST -> threads.execute(() -> invoke(message));
            case INVOCATION_CANCEL ->
                running.cancel(message.getInvocationCancel().getInvocationId());
            case WORKER_TERMINATE -> terminate();
            default ->
                System.err.println(
                        "message of kind " + message.getContentCase() + " is not known to this worker, ignored");
        }
    }

    @Override
    public void onError(Throwable failure) {
        ended.countDown();
    }

    @Override
    public void onCompleted() {
        orderly = true;
        ended.countDown();
    }

    void log(RpcLog log) {
        send(StreamingMessage.newBuilder().setRpcLog(log).build());
    }

    /** System.exit, not halt: the app's shutdown hooks run, and with them the closing of its beans. */
    private static void terminate() {
        Thread exit = new Thread(() -> System.exit(0), "terminate");
        exit.start();
    }

    private StreamingMessage.Builder initialised(WorkerInitRequest request) {
        app.usesAppDirectory(request.getFunctionAppDirectory());
        WorkerMetadata metadata = WorkerMetadata.newBuilder()
                .setRuntimeName("java")
                .setRuntimeVersion(System.getProperty("java.version"))
                .setWorkerBitness(System.getProperty("os.arch"))
                .build();
        WorkerInitResponse.Builder response =
                WorkerInitResponse.newBuilder().setResult(Outcomes.success()).setWorkerMetadata(metadata);
        for (String capability : Capabilities.OFFERED) {
            response.putCapabilities(capability, capability);
        }
        return StreamingMessage.newBuilder().setWorkerInitResponse(response);
    }

    private void load(StreamingMessage message) {
        FunctionLoadRequest request = message.getFunctionLoadRequest();
        StatusResult result;
        try {
            app.load(request);
            result = Outcomes.success();
        } catch (Exception | LinkageError failed) {
            result = Outcomes.failure(failed);
        }
        reply(
                message,
                StreamingMessage.newBuilder()
                        .setFunctionLoadResponse(FunctionLoadResponse.newBuilder()
                                .setFunctionId(request.getFunctionId())
                                .setResult(result)));
    }

    private void invoke(StreamingMessage message) {
        InvocationRequest request = message.getInvocationRequest();
        InvocationResponse.Builder response =
                InvocationResponse.newBuilder().setInvocationId(request.getInvocationId());
        running.begin(request.getInvocationId());
        try {
            app.invoke(request, response, this::log);
            response.setResult(Outcomes.success());
        } catch (Exception | Error failed) { // also Errors: the host must learn that the invocation is over
            response.clearOutputData().clearReturnValue().setResult(Outcomes.failure(failed));
        } finally {
            running.end(request.getInvocationId());
        }
        reply(message, StreamingMessage.newBuilder().setInvocationResponse(response));
    }

    private void reply(StreamingMessage request, StreamingMessage.Builder reply) {
        send(reply.setRequestId(request.getRequestId()).build());
    }

    private void send(StreamingMessage message) {
        synchronized (host) {
            host.onNext(message);
        }
    }
}
