package dev.convoy.runtime.host.invoke;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before a dead worker is started again: not at all after a long life, then twice as long from one short life to the
 * next, up to a bound. Confined to the supervisor's lock.
 */
final class RestartBackOff {

    static final Duration LONG_LIFE = Duration.ofSeconds(10);
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private int shortLives;
    private @Nullable Instant started;

    void started(Instant now) {
        started = now;
    }

    Duration died(Instant now) {
        Instant birth = started;
        boolean lived = birth != null && Duration.between(birth, now).compareTo(LONG_LIFE) >= 0;
        shortLives = lived ? 0 : shortLives + 1;
        if (shortLives <= 1) {
            return Duration.ZERO;
        }
        Duration delay = FIRST.multipliedBy(1L << Math.min(shortLives - 2, 10));
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }
}
