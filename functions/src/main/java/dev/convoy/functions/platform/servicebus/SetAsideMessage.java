package dev.convoy.functions.platform.servicebus;

import java.time.Instant;
import java.util.Map;

/**
 * A message among dead letters or parked messages.
 *
 * @param sequenceNumber its number there
 * @param reason why it lies there
 * @param origin the queue, subscription or container it comes from
 */
public record SetAsideMessage(
        long sequenceNumber,
        String messageId,
        String subject,
        String body,
        Map<String, Object> properties,
        String reason,
        String origin,
        Instant enqueuedAt) {

    public SetAsideMessage {
        properties = Map.copyOf(properties);
    }

    @Override
    public String toString() {
        return "SetAsideMessage[sequenceNumber=" + sequenceNumber + ", messageId=" + messageId
                + "]"; // bodies may hold secrets
    }
}
