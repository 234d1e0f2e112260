package dev.convoy.functions.notification;

import dev.convoy.contracts.id.OrderId;
import dev.convoy.functions.platform.OutageException;

/** An event came before the one that names its customer. Safe to retry. */
public final class CustomerUnknownException extends OutageException {

    private static final long serialVersionUID = 1L;

    public CustomerUnknownException(OrderId orderId) {
        super("the customer of order " + orderId + " is not known yet");
    }
}
