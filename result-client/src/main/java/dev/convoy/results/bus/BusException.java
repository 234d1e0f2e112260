package dev.convoy.results.bus;

/** Service Bus does not answer or refuses. Safe to retry: messages have ids that follow from what they say. */
public final class BusException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BusException(String message, Throwable cause) {
        super(message, cause);
    }
}
