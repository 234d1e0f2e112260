package dev.convoy.functions.lookup.provider;

import dev.convoy.functions.lookup.worker.ProviderException;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Everything between us and one provider, from the outside in: bulkhead, retry with jitter, circuit breaker, rate limit. The time limit is
 * the call's own. Safe for use by several threads.
 */
public final class ProviderGuard {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderGuard.class);

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    private static final int ATTEMPTS = 2;
    private static final Duration OPEN_FOR = Duration.ofSeconds(5);
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

    /** @param timeout of one attempt, and how long to wait for a place or for the rate to allow it */
    ProviderGuard(String provider, ProviderRates.Rate limits, Duration timeout) {
        this.provider = provider;
        this.bulkhead = Bulkhead.of(
                provider,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(limits.concurrent())
                        .maxWaitDuration(timeout)
                        .build());
        this.retry = Retry.of(provider, retrying());
        this.circuit = CircuitBreaker.of(provider, breaking());
        this.circuit.getEventPublisher().onStateTransition(this::report);
        this.rate = RateLimiter.of(
                provider,
                RateLimiterConfig.custom()
                        .limitForPeriod(limits.calls())
                        .limitRefreshPeriod(limits.period())
                        .timeoutDuration(timeout)
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

    ProviderGuards.State state() {
        CircuitBreaker.Metrics recent = circuit.getMetrics();
        return new ProviderGuards.State(
                provider,
                circuit.getState().name().toLowerCase(Locale.ROOT),
                recent.getNumberOfBufferedCalls(),
                recent.getNumberOfFailedCalls(),
                rate.getMetrics().getAvailablePermissions(),
                bulkhead.getMetrics().getAvailableConcurrentCalls());
    }

    private void report(CircuitBreakerOnStateTransitionEvent event) {
        CircuitBreaker.State state = event.getStateTransition().getToState();
        LOG.atLevel(state == CircuitBreaker.State.OPEN ? Level.WARN : Level.INFO)
                .addKeyValue("provider", provider)
                .addKeyValue("circuit", state)
                .log("circuit of a provider changed");
    }

    private static RetryConfig retrying() {
        return RetryConfig.custom()
                .maxAttempts(ATTEMPTS)
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(FIRST_BACKOFF, 2, JITTER))
                .retryOnException(ProviderGuard::isTransient)
                .build();
    }

    private static CircuitBreakerConfig breaking() {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(FEWEST_CALLS)
                .failureRateThreshold(FAILURE_PERCENT)
                .waitDurationInOpenState(OPEN_FOR)
                .permittedNumberOfCallsInHalfOpenState(TRIAL_CALLS)
                .automaticTransitionFromOpenToHalfOpenEnabled(false)
                .recordException(ProviderGuard::isTransient)
                .build();
    }

    private static boolean isTransient(Throwable problem) {
        return problem instanceof ProviderException provider && provider.isTransient();
    }
}
