package dev.convoy.functions.payment;

import dev.convoy.functions.platform.OutageException;

/** The payment gateway gave no answer. Safe to retry with the same idempotency key. */
public final class GatewayUnreachableException extends OutageException {

    private static final long serialVersionUID = 1L;

    public GatewayUnreachableException(String operation, String key) {
        super(operation + " " + key + " got no answer from the payment gateway");
    }
}
