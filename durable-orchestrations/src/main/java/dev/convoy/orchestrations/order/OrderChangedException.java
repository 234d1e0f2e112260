package dev.convoy.orchestrations.order;

import dev.convoy.contracts.id.OrderId;

/** The order is no longer as it was read. Read it again and decide again. */
public final class OrderChangedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public OrderChangedException(OrderId orderId) {
        super("order " + orderId + " has changed since it was read");
    }
}
