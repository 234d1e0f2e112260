package dev.convoy.functions.platform.inbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a message that met an outage comes back: exponentially later, with jitter, and not for ever.
 *
 * @param first delay after the first attempt, before jitter
 */
public record Redelivery(Duration first, Duration longest, int attempts) {

    /** Half a second up to a minute: eight attempts over about two minutes. */
    public static final Redelivery DEFAULT = new Redelivery(Duration.ofMillis(500), Duration.ofMinutes(1), 8);

    public boolean isExhaustedAfter(int attempt) {
        return attempt >= attempts;
    }

    /** Between half and all of the exponential delay. */
    public Duration after(int attempt, RandomGenerator random) {
        long exponential = first.toMillis() << Math.min(attempt - 1, 20);
        long bounded = Math.min(exponential, longest.toMillis());
        return Duration.ofMillis(bounded / 2 + random.nextLong(bounded / 2 + 1));
    }
}
