package dev.convoy.orchestrations.bus;

/** Service Bus does not answer. Safe to retry; whether a message was taken is unknown. */
public final class BusUnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BusUnreachableException(String queue, Throwable cause) {
        super("cannot send to " + queue + ": " + cause.getMessage(), cause);
    }
}
