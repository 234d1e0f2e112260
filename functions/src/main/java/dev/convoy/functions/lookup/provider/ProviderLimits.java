package dev.convoy.functions.lookup.provider;

import java.time.Duration;

/**
 * Limits of the calls to one provider.
 *
 * @param timeout of one attempt
 * @param attempts in all, at least 1
 * @param concurrent calls at once
 * @param perSecond calls a second
 * @param openFor how long nothing is asked once half of the recent calls failed
 */
public record ProviderLimits(Duration timeout, int attempts, int concurrent, int perSecond, Duration openFor) {

    public ProviderLimits {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive");
        }
        if (attempts < 1 || concurrent < 1 || perSecond < 1) {
            throw new IllegalArgumentException("attempts, concurrent and perSecond must be at least 1");
        }
    }
}
