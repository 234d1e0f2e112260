package dev.convoy.orchestrations.events;

import dev.convoy.contracts.id.OrderId;

/** A message about an order that does not exist; redelivery does not mend it. */
public final class UnknownOrderEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownOrderEventException(String messageId, OrderId orderId) {
        super("message " + messageId + " is about order " + orderId + ", which does not exist");
    }
}
