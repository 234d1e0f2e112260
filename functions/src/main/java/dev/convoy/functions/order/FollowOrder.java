package dev.convoy.functions.order;

import dev.convoy.contracts.id.OrderId;
import dev.convoy.functions.platform.waiting.Follower;
import java.time.Duration;
import java.util.Optional;

/** Looking at an order, now or after its next change. Stateless. */
public final class FollowOrder {

    private final OrderBook book;
    private final Follower<OrderId> follower;

    public FollowOrder(OrderBook book, Follower<OrderId> follower) {
        this.book = book;
        this.follower = follower;
    }

    /** The order as it is, if the client has one. */
    Optional<OrderBook.Entry> look(OrderId id, String clientId) {
        return book.find(id).filter(entry -> entry.order().clientId().equals(clientId));
    }

    /** Has the client an order of this id? */
    public boolean has(String clientId, OrderId id) {
        return look(id, clientId).isPresent();
    }

    /**
     * Looks until the order differs from the known version, or without one until it is final; at most so long.
     *
     * @param known etag that the caller has
     */
    Optional<OrderBook.Entry> await(OrderId id, String clientId, Optional<String> known, Duration longest) {
        return follower.await(id, longest, () -> look(id, clientId), seen -> isWorthTelling(seen, known));
    }

    private static boolean isWorthTelling(Optional<OrderBook.Entry> seen, Optional<String> known) {
        return seen.map(entry -> entry.order().status().isFinal()
                        || known.map(etag -> !etag.equals(entry.etag())).orElse(false))
                .orElse(true); // an order that nobody knows will not come by waiting
    }
}
