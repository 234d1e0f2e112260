package dev.convoy.contracts.outbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.json.Json;
import java.time.Duration;
import java.time.Instant;

/**
 * A record that a consumer has handled a message, written in the batch of its effect. Document id {@code
 * inbox-<consumer>-<messageId>}: handling the same message twice conflicts.
 */
public record InboxEntry(String consumer, String messageId, Instant handledAt) {

    public static final String KIND = "inbox";
    /** Longer than the longest redelivery. */
    public static final Duration RETENTION = Duration.ofDays(14);

    public String documentId() {
        return documentId(consumer, messageId);
    }

    public static String documentId(String consumer, String messageId) {
        return "inbox-" + consumer + "-" + messageId;
    }

    /** The entry as a document of a container with the given partition key property (no slash). */
    public ObjectNode toDocument(String partitionKeyName, String partitionKey) {
        ObjectNode document = Json.mapper().createObjectNode();
        document.put("id", documentId());
        document.put(partitionKeyName, partitionKey);
        document.put("kind", KIND);
        document.put("messageId", messageId);
        document.put("handledAt", handledAt.toString());
        document.put("ttl", RETENTION.toSeconds());
        return document;
    }
}
