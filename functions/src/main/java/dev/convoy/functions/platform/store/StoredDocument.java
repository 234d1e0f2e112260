package dev.convoy.functions.platform.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.json.Json;

/**
 * A document as it was when read.
 *
 * @param etag changes with every change of the document; without quotes
 */
public record StoredDocument(ObjectNode content, String etag) {

    public String text(String field) {
        return content.path(field).asText();
    }

    public long number(String field) {
        JsonNode value = content.path(field);
        if (!value.isIntegralNumber()) {
            throw new IllegalStateException(
                    "document " + content.path("id").asText() + " has no whole number " + field);
        }
        return value.longValue();
    }

    /** The document as a record of ours. */
    public <T> T as(Class<T> type) {
        return Json.read(content, type);
    }
}
