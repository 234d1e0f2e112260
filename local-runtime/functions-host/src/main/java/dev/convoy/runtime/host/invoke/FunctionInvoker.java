package dev.convoy.runtime.host.invoke;

import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.discovery.StagedApp;
import dev.convoy.runtime.host.log.HostLog;
import dev.convoy.runtime.host.log.LogLine;
import dev.convoy.runtime.host.rpc.InvocationRequest;
import dev.convoy.runtime.host.rpc.ParameterBinding;
import dev.convoy.runtime.host.rpc.RetryContext;
import dev.convoy.runtime.host.rpc.RpcException;
import dev.convoy.runtime.host.rpc.RpcTraceContext;
import dev.convoy.runtime.host.rpc.TypedData;
import dev.convoy.runtime.kit.time.Timers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls functions of one app: reads their inputs, has the worker run them, writes their outputs. While there is no worker calls wait a
 * bounded time for the next one. Futures never fail; what goes wrong is an {@link Outcome}. Safe for use by several threads.
 */
public final class FunctionInvoker implements AutoCloseable {

    /** How long a call waits for a worker to come back before it counts as lost. */
    static final Duration WORKER_WAIT = Duration.ofSeconds(30);

    private static final Instant NEVER = Instant.MAX.minus(Duration.ofDays(1));

    private final StagedApp app;
    private final WorkerSupervisor supervisor;
    private final FunctionBindings bindings;
    private final HostLog log;
    private final Timers timers;

    private FunctionInvoker(
            StagedApp app, WorkerSupervisor supervisor, FunctionBindings bindings, HostLog log, Timers timers) {
        this.app = app;
        this.supervisor = supervisor;
        this.bindings = bindings;
        this.log = log;
        this.timers = timers;
    }

    /**
     * Starts the worker; it becomes ready by and by.
     *
     * @throws IOException if the process cannot be started at all
     */
    public static FunctionInvoker start(
            StagedApp app,
            WorkerLaunch launch,
            Map<String, String> environment,
            FunctionBindings bindings,
            HostLog log,
            Timers timers)
            throws IOException {
        WorkerSupervisor supervisor = WorkerSupervisor.start(app, launch, environment, log, timers);
        return new FunctionInvoker(app, supervisor, bindings, log, timers);
    }

    /** The worker's process id, or -1 when there is none. */
    public long workerProcessId() {
        return supervisor.processId();
    }

    /** Invocations the worker has not answered yet. */
    public int invocationsUnderWay() {
        return supervisor.invocationsUnderWay();
    }

    /** Whether a worker is there and has loaded every function. */
    public boolean isReady() {
        CompletableFuture<WorkerSession> current = supervisor.current();
        return current.isDone() && !current.isCompletedExceptionally();
    }

    /**
     * Waits until every function is loaded.
     *
     * @throws dev.convoy.runtime.host.discovery.BrokenAppException if one cannot be
     * @throws IllegalStateException if it takes longer
     */
    public void awaitReady(Duration limit) throws InterruptedException {
        try {
            supervisor.current().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new IllegalStateException("the worker was not ready within " + limit, late);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("the worker did not start", failed);
        }
    }

    /** Calls the function once. */
    public CompletableFuture<Outcome> invoke(Invocation invocation) {
        CompletableFuture<WorkerSession> worker = supervisor.current();
        CompletableFuture<WorkerSession> waiting =
                worker.isDone() ? worker : worker.copy().orTimeout(WORKER_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        Instant begin = timers.clock().instant();
        say(invocation.function().name(), "Executing");
        return waiting.thenCompose(session -> call(session, invocation))
                .exceptionally(failure -> new Outcome.Lost(String.valueOf(failure.getMessage())))
                .thenApply(outcome -> logged(invocation.function(), begin, outcome));
    }

    /** Ends the worker in good order within the grace. */
    public void close(Duration grace) {
        supervisor.close(grace);
    }

    @Override
    public void close() {
        supervisor.close();
    }

    private CompletableFuture<Outcome> call(WorkerSession session, Invocation invocation) {
        InvocationRequest.Builder request = request(invocation);
        if (!bindings.needed(invocation.function())) {
            return session.invoke(request.build(), deadline());
        }
        return bindings.around(invocation, request, complete -> session.invoke(complete, deadline()));
    }

    private void say(String function, String text) {
        if (log.wants(function, LogLine.Level.DEBUG)) {
            log.about(function, LogLine.Level.DEBUG, text);
        }
    }

    private Outcome logged(FunctionDefinition function, Instant begin, Outcome outcome) {
        switch (outcome) {
            case Outcome.Succeeded ignored -> {
                if (log.wants(function.name(), LogLine.Level.DEBUG)) {
                    Duration took = Duration.between(begin, timers.clock().instant());
                    log.about(function.name(), LogLine.Level.DEBUG, "Executed in " + took.toMillis() + " ms");
                }
            }
            case Outcome.Failed failed ->
                log.about(
                        function.name(),
                        LogLine.Level.ERROR,
                        "Failed: " + failed.message() + System.lineSeparator() + failed.stackTrace());
            case Outcome.Lost lost -> log.about(function.name(), LogLine.Level.ERROR, "Lost: " + lost.reason());
        }
        return outcome;
    }

    private Instant deadline() {
        Duration timeout = app.host().functionTimeout();
        return timeout.isZero() ? NEVER : timers.clock().instant().plus(timeout);
    }

    private static InvocationRequest.Builder request(Invocation invocation) {
        Objects.requireNonNull(invocation);
        InvocationRequest.Builder request = InvocationRequest.newBuilder()
                .setInvocationId(Ids.next())
                .setFunctionId(invocation.function().name())
                .addInputData(ParameterBinding.newBuilder()
                        .setName(invocation.function().trigger().name())
                        .setData(invocation.trigger()))
                .setTraceContext(RpcTraceContext.newBuilder()
                        .setTraceParent(invocation.trace().header())
                        .setTraceState(invocation.trace().state()));
        for (Map.Entry<String, TypedData> entry : invocation.metadata().entrySet()) {
            request.putTriggerMetadata(entry.getKey(), entry.getValue());
        }
        Invocation.Attempt attempt = invocation.attempt();
        if (attempt.maxRetries() != 0) {
            request.setRetryContext(RetryContext.newBuilder()
                    .setRetryCount(attempt.retry())
                    .setMaxRetryCount(attempt.maxRetries())
                    .setException(RpcException.newBuilder().setMessage(attempt.lastFailure())));
        }
        return request;
    }
}
