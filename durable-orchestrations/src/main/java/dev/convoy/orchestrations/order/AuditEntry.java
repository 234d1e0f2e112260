package dev.convoy.orchestrations.order;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that a person intervened, kept beside the order for good.
 *
 * @param id unique within the order
 * @param action such as {@code retry} or {@code settle}
 */
record AuditEntry(
        String id, String action, String operator, @Nullable String note, Instant at) {

    static final String KIND = "audit";

    ObjectNode toDocument(String partitionKeyName, String partitionKey) {
        ObjectNode document = Json.mapper().createObjectNode();
        document.put("id", "audit-" + id);
        document.put(partitionKeyName, partitionKey);
        document.put("kind", KIND);
        document.put("action", action);
        document.put("operator", operator);
        document.put("note", note);
        document.put("at", at.toString());
        return document;
    }
}
