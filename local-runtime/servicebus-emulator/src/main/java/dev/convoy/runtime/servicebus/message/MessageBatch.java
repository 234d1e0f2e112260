package dev.convoy.runtime.servicebus.message;

import java.util.ArrayList;
import java.util.List;

/** Several messages sent as one: an envelope whose data sections each hold one encoded message. Stateless. */
public final class MessageBatch {

    /** The transfer's message format that marks a batch. */
    public static final int FORMAT = 0x80013700;

    private static final int MAX_MESSAGES = 100_000;

    private MessageBatch() {}

    /** @throws MalformedMessageException if the envelope or a message in it is malformed */
    public static List<Message> unpack(byte[] envelope) {
        AmqpReader reader = new AmqpReader(envelope);
        List<Message> messages = new ArrayList<>();
        while (reader.hasMore()) {
            if (reader.readSectionCode() != TypeCodes.DATA) {
                reader.skipValue();
            } else if (reader.readValue() instanceof AmqpValue.Binary binary && messages.size() < MAX_MESSAGES) {
                messages.add(Message.of(binary.bytes()));
            } else {
                throw new MalformedMessageException("a batch holds encoded messages, at most " + MAX_MESSAGES);
            }
        }
        return messages;
    }
}
