package dev.convoy.functions.platform.waiting;

import dev.convoy.functions.platform.http.Problem;
import dev.convoy.functions.platform.http.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Who waits for which thing to change, in this process; {@value #MOST_WAITERS} at once unless told otherwise. The map is guarded by this object's lock. A
 * signal is a hint to look again: with several instances another one may receive it.
 */
public final class Follower<K> {

    private static final int MOST_WAITERS = 200;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Clock clock;
    private final int mostWaiters;
    private final Duration lookAgain;
    private final Map<K, Set<Waiter>> waiters = new HashMap<>();
    private int count;

    public Follower(Clock clock) {
        this(clock, MOST_WAITERS, LOOK_AGAIN);
    }

    /** @param lookAgain how long to trust that no change means no signal */
    public Follower(Clock clock, int mostWaiters, Duration lookAgain) {
        this.clock = clock;
        this.mostWaiters = mostWaiters;
        this.lookAgain = lookAgain;
    }

    /**
     * Looks until what is seen is enough, or so long; answers what was seen last.
     *
     * @throws ProblemException (429) if the first look is not enough and too many wait already
     */
    public <T> T await(K key, Duration longest, Supplier<T> look, Predicate<T> enough) {
        Instant deadline = clock.instant().plus(longest);
        Optional<Waiter> place = enter(key);
        if (place.isEmpty()) {
            return Optional.of(look.get())
                    .filter(enough)
                    .orElseThrow(() -> new ProblemException(
                            Problem.tooMany("Too many callers wait for changes; ask again without wait.")));
        }
        try {
            return await(place.get(), deadline, look, enough);
        } finally {
            leave(place.get());
        }
    }

    private <T> T await(Waiter waiter, Instant deadline, Supplier<T> look, Predicate<T> enough) {
        while (true) {
            T seen = look.get();
            Duration left = Duration.between(clock.instant(), deadline);
            if (enough.test(seen) || left.isNegative() || left.isZero()) {
                return seen;
            }
            waiter.await(left.compareTo(lookAgain) < 0 ? left : lookAgain);
        }
    }

    /** Wakes those who wait for the thing. */
    public synchronized void signal(K key) {
        waiters.getOrDefault(key, Set.of()).forEach(Waiter::wake);
    }

    /** A place is taken before the first look, so that no change is missed. */
    private synchronized Optional<Waiter> enter(K key) {
        if (count >= mostWaiters) {
            return Optional.empty();
        }
        count++;
        Waiter waiter = new Waiter(key);
        waiters.computeIfAbsent(key, id -> new HashSet<>()).add(waiter);
        return Optional.of(waiter);
    }

    private synchronized void leave(Waiter waiter) {
        count--;
        waiters.computeIfPresent(waiter.key, (id, all) -> {
            all.remove(waiter);
            return all.isEmpty() ? null : all;
        });
    }

    /** One caller that waits. */
    private final class Waiter {

        private final K key;
        private volatile CountDownLatch changed = new CountDownLatch(1);

        private Waiter(K key) {
            this.key = key;
        }

        private void wake() {
            changed.countDown();
        }

        /** Returns after the next signal or the time, whichever is first. */
        private void await(Duration longest) {
            try {
                if (changed.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                    changed = new CountDownLatch(1);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for " + key, e);
            }
        }
    }
}
