package dev.convoy.functions.order;

import dev.convoy.contracts.id.OrderId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Who waits for which order to change, in this process; at most {@value #MOST_WAITERS} at once. The map is guarded by this
 * object's lock. A signal is a hint to look again: with several instances another one may receive it.
 */
public final class OrderChanges {

    private static final int MOST_WAITERS = 200;

    private final Map<OrderId, Set<Waiter>> waiters = new HashMap<>();
    private int count;

    /** A place among the waiters; taken before looking, so that no change is missed. */
    final class Waiter implements AutoCloseable {

        private final OrderId orderId;
        private volatile CountDownLatch changed = new CountDownLatch(1);

        private Waiter(OrderId orderId) {
            this.orderId = orderId;
        }

        /** Returns after the next signal or the time, whichever is first. */
        void await(Duration longest) {
            try {
                if (changed.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                    changed = new CountDownLatch(1);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for order " + orderId, e);
            }
        }

        @Override
        public void close() {
            leave(this);
        }
    }

    /** A place for a waiter, unless all are taken. */
    synchronized Optional<Waiter> enter(OrderId orderId) {
        if (count >= MOST_WAITERS) {
            return Optional.empty();
        }
        count++;
        Waiter waiter = new Waiter(orderId);
        waiters.computeIfAbsent(orderId, id -> new HashSet<>()).add(waiter);
        return Optional.of(waiter);
    }

    private synchronized void leave(Waiter waiter) {
        count--;
        waiters.computeIfPresent(waiter.orderId, (id, all) -> {
            all.remove(waiter);
            return all.isEmpty() ? null : all;
        });
    }

    /** Wakes those who wait for the order. */
    synchronized void signal(OrderId orderId) {
        waiters.getOrDefault(orderId, Set.of()).forEach(waiter -> waiter.changed.countDown());
    }
}
