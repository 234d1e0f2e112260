package dev.convoy.contracts.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.Envelopes;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.json.MalformedJsonException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A message to be published, as a document in the partition of the state it belongs to. Document id {@code outbox-<messageId>}:
 * writing the same decision twice conflicts.
 *
 * @param messageId Service Bus message id and CloudEvents id
 * @param subject short type name; Service Bus subject
 * @param type full type name; application property {@code type}
 * @param body the CloudEvent in structured JSON
 * @param properties further application properties that subscriptions filter on
 */
public record OutboxEntry(
        String messageId,
        Destination destination,
        String subject,
        String type,
        String body,
        Map<String, String> properties) {

    public static final String KIND = "outbox";
    /** How long entries stay for replay after they were published. */
    public static final Duration RETENTION = Duration.ofDays(30);

    public OutboxEntry {
        properties = Map.copyOf(properties);
    }

    public static OutboxEntry of(Envelope<?> envelope, Destination destination) {
        return of(envelope, destination, Map.of());
    }

    /** With further properties to filter on. */
    public static OutboxEntry of(Envelope<?> envelope, Destination destination, Map<String, String> properties) {
        return new OutboxEntry(
                envelope.id(),
                destination,
                envelope.type().shortName(),
                envelope.type().name(),
                Envelopes.write(envelope),
                properties);
    }

    public static String documentId(String messageId) {
        return "outbox-" + messageId;
    }

    /** The entry as a document of a container with the given partition key property (no slash). */
    public ObjectNode toDocument(String partitionKeyName, String partitionKey) {
        ObjectNode document = Json.mapper().createObjectNode();
        document.put("id", documentId(messageId));
        document.put(partitionKeyName, partitionKey);
        document.put("kind", KIND);
        document.put("destination", destination.entity());
        document.put("subject", subject);
        document.put("type", type);
        document.put("messageId", messageId);
        document.put("body", body);
        if (!properties.isEmpty()) {
            ObjectNode more = document.putObject("properties");
            new TreeMap<>(properties).forEach(more::put);
        }
        document.put("ttl", RETENTION.toSeconds());
        return document;
    }

    /**
     * The entry in a document, if the document is one.
     *
     * @throws MalformedJsonException if it says to be one and lacks a field
     */
    public static Optional<OutboxEntry> fromDocument(JsonNode document) {
        if (!KIND.equals(document.path("kind").asText())) {
            return Optional.empty();
        }
        return Optional.of(new OutboxEntry(
                text(document, "messageId"),
                new Destination(text(document, "destination")),
                text(document, "subject"),
                text(document, "type"),
                text(document, "body"),
                properties(document)));
    }

    private static Map<String, String> properties(JsonNode document) {
        Map<String, String> properties = new TreeMap<>();
        document.path("properties")
                .properties()
                .forEach(property ->
                        properties.put(property.getKey(), property.getValue().asText()));
        return properties;
    }

    private static String text(JsonNode document, String field) {
        JsonNode value = document.path(field);
        if (!value.isTextual()) {
            throw new MalformedJsonException(
                    field, "missing in outbox document " + document.path("id").asText());
        }
        return value.asText();
    }
}
