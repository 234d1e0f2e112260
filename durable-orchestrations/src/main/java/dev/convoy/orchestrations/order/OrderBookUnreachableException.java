package dev.convoy.orchestrations.order;

import dev.convoy.contracts.id.OrderId;

/** The store of orders does not answer, or not now. Safe to retry. */
public final class OrderBookUnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public OrderBookUnreachableException(String operation, OrderId orderId, Throwable cause) {
        super("cannot " + operation + " order " + orderId + ": " + cause.getMessage(), cause);
    }

    public OrderBookUnreachableException(String operation, OrderId orderId, int statusCode) {
        super("cannot " + operation + " order " + orderId + ": the store answered " + statusCode);
    }
}
