package dev.convoy.orchestrations.events;

/** A message of a known type that has no business here; redelivery does not mend it. */
public final class UnexpectedEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnexpectedEventException(String messageId, String type) {
        super("sagas do not deal with " + type + ", the type of message " + messageId);
    }
}
