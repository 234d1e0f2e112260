package dev.convoy.runtime.host.trigger;

import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.discovery.RetryPolicy;
import dev.convoy.runtime.host.invoke.FunctionInvoker;
import dev.convoy.runtime.host.invoke.Invocation;
import dev.convoy.runtime.host.invoke.Outcome;
import dev.convoy.runtime.host.log.HostLog;
import dev.convoy.runtime.host.log.LogLine;
import dev.convoy.runtime.kit.time.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Tries an invocation again by its function's retry policy, on triggers that keep no count of their own. */
public record Retries(Timers timers, HostLog log) {

    /** Calls the function until it succeeds or its policy gives up; without a policy, once. */
    public CompletableFuture<Outcome> run(FunctionDefinition function, Invocation invocation, FunctionInvoker invoker) {
        Optional<RetryPolicy> policy = function.retry();
        return policy.isEmpty()
                ? invoker.invoke(invocation)
                : attempt(
                        invocation.as(new Invocation.Attempt(0, policy.get().maxRetryCount(), "")),
                        policy.get(),
                        invoker);
    }

    private CompletableFuture<Outcome> attempt(Invocation invocation, RetryPolicy policy, FunctionInvoker invoker) {
        return invoker.invoke(invocation).thenCompose(outcome -> {
            int retry = invocation.attempt().retry() + 1;
            boolean givesUp = policy.maxRetryCount() >= 0 && retry > policy.maxRetryCount();
            if (outcome instanceof Outcome.Succeeded || givesUp) {
                return CompletableFuture.completedFuture(outcome);
            }
            Duration delay = policy.delayBefore(retry);
            log.about(
                    invocation.function().name(),
                    LogLine.Level.WARN,
                    "Retry " + retry + " in " + delay.toMillis() + " ms");
            Invocation next = invocation.as(new Invocation.Attempt(retry, policy.maxRetryCount(), outcome.complaint()));
            CompletableFuture<Outcome> later = new CompletableFuture<>();
            timers.schedule(timers.clock().instant().plus(delay), () -> forward(attempt(next, policy, invoker), later));
            return later;
        });
    }

    private static void forward(CompletableFuture<Outcome> from, CompletableFuture<Outcome> to) {
        var unused = from.whenComplete((outcome, failure) -> complete(to, outcome, failure));
    }

    private static void complete(
            CompletableFuture<Outcome> future, @Nullable Outcome outcome, @Nullable Throwable failure) {
        if (failure != null) {
            future.completeExceptionally(failure);
        } else {
            future.complete(outcome);
        }
    }
}
