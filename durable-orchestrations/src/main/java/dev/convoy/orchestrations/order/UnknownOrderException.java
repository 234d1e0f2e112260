package dev.convoy.orchestrations.order;

import dev.convoy.contracts.id.OrderId;

/** There is no such order. It may not be readable yet in a region that lags behind: safe to retry a few times. */
public final class UnknownOrderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownOrderException(OrderId orderId) {
        super("there is no order " + orderId);
    }
}
