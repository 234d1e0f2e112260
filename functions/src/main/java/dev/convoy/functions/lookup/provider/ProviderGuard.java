package dev.convoy.functions.lookup.provider;

import dev.convoy.functions.lookup.worker.ProviderException;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Everything between us and one provider, from the outside in: bulkhead, retry with jitter, circuit breaker, rate limit. The time limit is
 * the call's own. Safe for use by several threads.
 */
public final class ProviderGuard {

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    private static final double JITTER = 0.5;
    private static final int WINDOW = 20;
    private static final int FEWEST_CALLS = 10;
    private static final int TRIAL_CALLS = 3;
    private static final float FAILURE_PERCENT = 50;

    private final String provider;
    private final Bulkhead bulkhead;
    private final Retry retry;
    private final CircuitBreaker circuit;
    private final RateLimiter rate;

    public ProviderGuard(String provider, ProviderLimits limits) {
        this.provider = provider;
        this.bulkhead = Bulkhead.of(
                provider,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(limits.concurrent())
                        .maxWaitDuration(limits.timeout())
                        .build());
        this.retry = Retry.of(provider, retrying(limits));
        this.circuit = CircuitBreaker.of(provider, breaking(limits));
        this.rate = RateLimiter.of(
                provider,
                RateLimiterConfig.custom()
                        .limitForPeriod(limits.perSecond())
                        .limitRefreshPeriod(Duration.ofSeconds(1))
                        .timeoutDuration(limits.timeout())
                        .build());
    }

    /**
     * Makes the call, within the limits.
     *
     * @throws ProviderException if it fails, or may not be made now
     */
    <T> T call(Supplier<T> call) {
        Supplier<T> limited = RateLimiter.decorateSupplier(rate, call);
        Supplier<T> broken = CircuitBreaker.decorateSupplier(circuit, limited);
        Supplier<T> retried = Retry.decorateSupplier(retry, broken);
        try {
            return Bulkhead.decorateSupplier(bulkhead, retried).get();
        } catch (CallNotPermittedException e) {
            throw ProviderException.passing(provider + " failed too often, circuit is open", e);
        } catch (BulkheadFullException e) {
            throw ProviderException.passing(provider + " is busy", e);
        } catch (RequestNotPermitted e) {
            throw ProviderException.passing(provider + " may not be asked that often", e);
        }
    }

    /** closed, open or half_open: for metrics. */
    public String circuitState() {
        return circuit.getState().name().toLowerCase(java.util.Locale.ROOT);
    }

    private static RetryConfig retrying(ProviderLimits limits) {
        return RetryConfig.custom()
                .maxAttempts(limits.attempts())
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(FIRST_BACKOFF, 2, JITTER))
                .retryOnException(ProviderGuard::isTransient)
                .build();
    }

    private static CircuitBreakerConfig breaking(ProviderLimits limits) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(FEWEST_CALLS)
                .failureRateThreshold(FAILURE_PERCENT)
                .waitDurationInOpenState(limits.openFor())
                .permittedNumberOfCallsInHalfOpenState(TRIAL_CALLS)
                .automaticTransitionFromOpenToHalfOpenEnabled(false)
                .recordException(ProviderGuard::isTransient)
                .build();
    }

    private static boolean isTransient(Throwable problem) {
        return problem instanceof ProviderException provider && provider.isTransient();
    }
}
