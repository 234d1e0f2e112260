package dev.convoy.functions.platform.servicebus;

import java.util.Map;

/**
 * A message for the bus.
 *
 * @param messageId the same each time the same message is sent
 * @param properties application properties: what rules filter on
 */
public record BusMessage(String messageId, String subject, String body, Map<String, Object> properties) {

    /** Structured CloudEvents. */
    public static final String CONTENT_TYPE = "application/cloudevents+json; charset=utf-8";
    /** Property with the full type name, which subscription rules filter on. */
    public static final String TYPE = "type";

    public BusMessage {
        properties = Map.copyOf(properties);
    }

    @Override
    public String toString() {
        return "BusMessage[messageId=" + messageId + ", subject=" + subject + "]"; // bodies may hold secrets
    }
}
