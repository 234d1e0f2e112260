package dev.convoy.runtime.kit.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until told to move; never backwards. Safe for use by several threads. */
public final class ManualClock extends Clock {

    private final AtomicReference<Instant> now;

    public ManualClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    /** Moves the clock on by the duration and answers the new time. */
    public Instant advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("a clock does not run backwards: " + by);
        }
        return Objects.requireNonNull(now.updateAndGet(time -> time.plus(by)));
    }

    /** Moves the clock to the instant, or leaves it when it is there or past it. */
    public void advanceTo(Instant instant) {
        now.updateAndGet(time -> time.isBefore(instant) ? instant : time);
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(now.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new IllegalArgumentException("a manual clock shows UTC only, not " + zone);
    }
}
