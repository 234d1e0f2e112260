package dev.convoy.orchestrations.order;

import dev.convoy.contracts.id.OrderId;
import java.util.Optional;

/** Where orders are kept. Safe for use by several threads. */
public interface OrderBook {

    /**
     * The order as it is now.
     *
     * @throws OrderBookUnreachableException if the store does not answer; safe to retry
     */
    Optional<StoredOrder> find(OrderId orderId);

    /**
     * Makes a change to the order as it was read, with its messages and audit records, as a whole or not at all.
     *
     * @throws OrderChangedException if it is no longer as it was read; read again and decide again
     * @throws OrderBookUnreachableException if the store does not answer, in which case the change may have been made; safe to
     *     retry from reading
     */
    void commit(StoredOrder before, Change change);
}
