package dev.convoy.functions.platform.servicebus;

/** A message exceeds what the entity takes. Sending it again cannot help. */
public final class MessageTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String messageId;

    public MessageTooLargeException(String entity, String messageId) {
        super("message " + messageId + " is too large for " + entity);
        this.messageId = messageId;
    }

    public String messageId() {
        return messageId;
    }
}
