package dev.convoy.runtime.host.invoke;

import dev.convoy.runtime.host.discovery.BrokenAppException;
import dev.convoy.runtime.host.discovery.StagedApp;
import dev.convoy.runtime.host.log.HostLog;
import dev.convoy.runtime.host.rpc.FunctionRpcGrpc;
import dev.convoy.runtime.host.rpc.StreamingMessage;
import dev.convoy.runtime.kit.time.Timers;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one worker process alive: starts it, waits for its stream, starts another when it dies. Callers get the session of the moment as
 * a future, which is not done while there is no ready worker. Guarded by this object's lock.
 */
final class WorkerSupervisor implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration SWEEP = Duration.ofMillis(250);

    private final StagedApp app;
    private final WorkerLaunch launch;
    private final Map<String, String> environment;
    private final HostLog log;
    private final Timers timers;
    private final Server server;
    private final RestartBackOff backOff = new RestartBackOff();

    private volatile CompletableFuture<WorkerSession> current = new CompletableFuture<>();
    private @Nullable WorkerSession session;
    private @Nullable WorkerProcess process;
    private String workerId = "";
    private boolean wasReady;
    private boolean closed;

    private WorkerSupervisor(
            StagedApp app, WorkerLaunch launch, Map<String, String> environment, HostLog log, Timers timers)
            throws IOException {
        this.app = app;
        this.launch = launch;
        this.environment = new HashMap<>(environment);
        this.log = log;
        this.timers = timers;
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .directExecutor()
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .flowControlWindow(4 * 1024 * 1024)
                .addService(new Streams())
                .build()
                .start();
    }

    static WorkerSupervisor start(
            StagedApp app, WorkerLaunch launch, Map<String, String> environment, HostLog log, Timers timers)
            throws IOException {
        WorkerSupervisor supervisor = new WorkerSupervisor(app, launch, environment, log, timers);
        try {
            supervisor.launch();
        } catch (IOException | RuntimeException failed) {
            supervisor.close();
            throw failed;
        }
        supervisor.scheduleSweep();
        return supervisor;
    }

    /** The ready session, now or later; fails only when the app itself is broken or the host closed. */
    CompletableFuture<WorkerSession> current() {
        return current;
    }

    synchronized long processId() {
        WorkerProcess running = process;
        return running == null ? -1 : running.id();
    }

    synchronized int invocationsUnderWay() {
        WorkerSession active = session;
        return active == null ? 0 : active.invocationsUnderWay();
    }

    /** Asks the worker to end, so that the app's shutdown hooks run, and ends it after the grace. */
    void close(Duration grace) {
        WorkerSession ending;
        WorkerProcess dying;
        synchronized (this) {
            closed = true;
            ending = session;
            dying = process;
        }
        if (ending != null) {
            ending.terminate(grace);
        }
        if (dying != null) {
            dying.endWithin(ending == null ? Duration.ZERO : grace);
        }
        if (ending != null) {
            ending.end("the host closed");
        }
        current.completeExceptionally(new IllegalStateException("the host is closed"));
        server.shutdownNow();
        awaitServer();
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(10));
    }

    private void awaitServer() {
        try {
            server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void launch() throws IOException {
        if (closed) {
            return;
        }
        workerId = UUID.randomUUID().toString();
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(app.settings().all());
        WorkerProcess started = WorkerProcess.start(
                launch.command(server.getPort(), workerId), app.folder().toAbsolutePath(), variables, log);
        process = started;
        session = null;
        backOff.started(timers.clock().instant());
        started.onExit(() -> died(started));
        String id = workerId;
        timers.schedule(timers.clock().instant().plus(START_LIMIT), () -> giveUpOn(id));
    }

    /** A worker that never became ready is ended; its end then leads to the next start. */
    private synchronized void giveUpOn(String id) {
        WorkerProcess late = process;
        if (id.equals(workerId) && !current.isDone() && late != null && late.isAlive()) {
            log.error("The worker was not ready after " + START_LIMIT.toSeconds() + " s, it is ended");
            late.kill();
        }
    }

    private synchronized StreamObserver<StreamingMessage> connected(
            String id, StreamObserver<StreamingMessage> worker) {
        WorkerSession opened = new WorkerSession(app, log, launch.workerDirectoryText(), worker);
        if (!id.equals(workerId) || closed || session != null) {
            throw Status.PERMISSION_DENIED
                    .withDescription("not the worker this host started")
                    .asRuntimeException();
        }
        session = opened;
        WorkerProcess itsProcess = process;
        var unusedReady = opened.ready().whenComplete(this::readied);
        var unusedEnded = opened.ended().thenRun(() -> sessionEnded(opened, itsProcess));
        opened.begin();
        return opened;
    }

    private void readied(@Nullable WorkerSession opened, @Nullable Throwable failure) {
        CompletableFuture<WorkerSession> waiting = current;
        if (opened != null) {
            synchronized (this) {
                log.info((wasReady ? "Worker restarted" : "Worker started") + ", process "
                        + (process == null ? "?" : process.id()) + ", "
                        + app.functions().size() + " functions");
                wasReady = true;
            }
            waiting.complete(opened);
        } else if (failure instanceof BrokenAppException broken) {
            log.error(String.valueOf(broken.getMessage()));
            waiting.completeExceptionally(broken);
        }
    }

    /** Callers wait for the next session from now on; a process whose stream has ended is of no use, whether it knows or not. */
    private synchronized void sessionEnded(WorkerSession ended, @Nullable WorkerProcess itsProcess) {
        if (closed) {
            return;
        }
        if (ended.equals(session)) {
            session = null;
            if (current.isDone() && !current.isCompletedExceptionally()) {
                current = new CompletableFuture<>();
            }
        }
        if (itsProcess != null) {
            itsProcess.kill();
        }
    }

    private void died(WorkerProcess dead) {
        WorkerSession lost;
        Duration delay;
        synchronized (this) {
            if (closed || dead != process) {
                return;
            }
            lost = session;
            delay = backOff.died(timers.clock().instant());
            if (current.isCompletedExceptionally()) {
                return; // the app is broken; starting it again would not mend it
            }
            if (current.isDone()) {
                current = new CompletableFuture<>();
            }
        }
        log.error("The worker ended (" + dead.exitText() + "), it is started again in " + delay.toMillis() + " ms");
        if (lost != null) {
            lost.end("the worker process ended, " + dead.exitText());
        }
        timers.schedule(timers.clock().instant().plus(delay), this::relaunch);
    }

    private void relaunch() {
        try {
            launch();
        } catch (IOException failed) {
            log.error("The worker cannot be started: " + failed.getMessage());
            Duration delay;
            synchronized (this) {
                delay = backOff.died(timers.clock().instant());
            }
            timers.schedule(timers.clock().instant().plus(delay), this::relaunch);
        }
    }

    private void scheduleSweep() {
        timers.schedule(timers.clock().instant().plus(SWEEP), this::sweep);
    }

    private void sweep() {
        WorkerSession active;
        WorkerProcess running;
        synchronized (this) {
            if (closed) {
                return;
            }
            active = session;
            running = process;
        }
        if (active != null && running != null && active.sweep(timers.clock().instant())) {
            log.error("A function ran out of time and did not stop, the worker is ended");
            running.kill();
        }
        scheduleSweep();
    }

    /** The host's end of FunctionRpc: the first message of a stream says which worker it is. */
    private final class Streams extends FunctionRpcGrpc.FunctionRpcImplBase {

        @Override
        public StreamObserver<StreamingMessage> eventStream(StreamObserver<StreamingMessage> worker) {
            return new Opening(worker);
        }
    }

    private final class Opening implements StreamObserver<StreamingMessage> {

        private final StreamObserver<StreamingMessage> worker;
        private @Nullable StreamObserver<StreamingMessage> opened;

        Opening(StreamObserver<StreamingMessage> worker) {
            this.worker = worker;
        }

        @Override
        public void onNext(StreamingMessage message) {
            StreamObserver<StreamingMessage> known = opened;
            if (known != null) {
                known.onNext(message);
            } else if (message.hasStartStream()) {
                opened = connected(message.getStartStream().getWorkerId(), worker);
            }
        }

        @Override
        public void onError(Throwable failure) {
            StreamObserver<StreamingMessage> known = opened;
            if (known != null) {
                known.onError(failure);
            }
        }

        @Override
        public void onCompleted() {
            StreamObserver<StreamingMessage> known = opened;
            if (known != null) {
                known.onCompleted();
            }
        }
    }
}
