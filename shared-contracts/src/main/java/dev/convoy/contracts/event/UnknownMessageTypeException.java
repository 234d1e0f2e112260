package dev.convoy.contracts.event;

/** A message of a type or version that this build does not know. A later build may: park it, do not lose it. */
public final class UnknownMessageTypeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String messageId;
    private final String type;

    public UnknownMessageTypeException(String messageId, String type) {
        super("unknown message type " + type + " of message " + messageId);
        this.messageId = messageId;
        this.type = type;
    }

    public String messageId() {
        return messageId;
    }

    public String type() {
        return type;
    }
}
