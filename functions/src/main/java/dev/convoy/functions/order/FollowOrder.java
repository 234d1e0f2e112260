package dev.convoy.functions.order;

import dev.convoy.contracts.id.OrderId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Looking at an order, now or after its next change. Wakes on signals of this process's change feed and looks once a second
 * besides, since other instances have their share of the feed. Stateless.
 */
public final class FollowOrder {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final OrderBook book;
    private final OrderChanges changes;
    private final Clock clock;

    public FollowOrder(OrderBook book, OrderChanges changes, Clock clock) {
        this.book = book;
        this.changes = changes;
        this.clock = clock;
    }

    /** What is seen. */
    sealed interface Sight {

        /** The order as it is. */
        record Seen(OrderBook.Entry entry) implements Sight {}

        /** Nobody knows such an order. */
        record Unknown() implements Sight {}

        /** Too many wait already. */
        record Crowded() implements Sight {}
    }

    Sight look(OrderId id) {
        return book.find(id).<Sight>map(Sight.Seen::new).orElseGet(Sight.Unknown::new);
    }

    /**
     * Looks until the order differs from the known version, or without one until it is final; at most so long.
     *
     * @param known etag that the caller has
     */
    Sight await(OrderId id, Optional<String> known, Duration longest) {
        Optional<OrderChanges.Waiter> place = changes.enter(id);
        if (place.isEmpty()) {
            return new Sight.Crowded();
        }
        try (OrderChanges.Waiter waiter = place.get()) {
            return await(waiter, id, known, clock.instant().plus(longest));
        }
    }

    private Sight await(OrderChanges.Waiter waiter, OrderId id, Optional<String> known, Instant deadline) {
        while (true) {
            Sight sight = look(id);
            Duration left = Duration.between(clock.instant(), deadline);
            if (isWorthTelling(sight, known) || left.isNegative() || left.isZero()) {
                return sight;
            }
            waiter.await(left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
        }
    }

    private static boolean isWorthTelling(Sight sight, Optional<String> known) {
        return switch (sight) {
            case Sight.Seen(OrderBook.Entry entry) ->
                entry.order().status().isFinal()
                        || known.map(etag -> !etag.equals(entry.etag())).orElse(false);
            case Sight.Unknown unknown -> true;
            case Sight.Crowded crowded -> true;
        };
    }
}
