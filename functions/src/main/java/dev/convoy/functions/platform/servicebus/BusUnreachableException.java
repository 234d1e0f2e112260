package dev.convoy.functions.platform.servicebus;

import dev.convoy.functions.platform.OutageException;

/** Service Bus did not answer. Safe to retry; whether the message was taken is unknown. */
public final class BusUnreachableException extends OutageException {

    private static final long serialVersionUID = 1L;

    public BusUnreachableException(String operation, String entity, Throwable cause) {
        super(operation + " " + entity + " got no answer from the bus", cause);
    }
}
