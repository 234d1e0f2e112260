package dev.convoy.orchestrations.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.json.Json;

/**
 * Reads what comes out of a history. A host may hand over an object, or the text of an object as a JSON string, depending on how
 * often it was encoded on its way; both mean the same here. Stateless.
 */
public final class Payloads {

    private Payloads() {}

    public static <T> T read(JsonNode payload, Class<T> type) {
        return payload.isTextual() ? Json.read(payload.textValue(), type) : Json.read(payload, type);
    }

    /** The text of an object, be it quoted or not. */
    public static <T> T read(String text, Class<T> type) {
        return read(Json.read(text, JsonNode.class), type);
    }
}
