package dev.convoy.runtime.servicebus.message;

/** Bytes that are no AMQP 1.0 encoding, or none that a message may hold there. Sending them again will not help. */
public final class MalformedMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedMessageException(String message) {
        super(message);
    }
}
