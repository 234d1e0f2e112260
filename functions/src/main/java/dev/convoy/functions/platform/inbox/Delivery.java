package dev.convoy.functions.platform.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.json.MalformedJsonException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as the trigger hands it over.
 *
 * @param messageId as the broker knows it, or one that follows from the body
 * @param attempt 1 for the first, counted in our own delayed copies
 */
public record Delivery(String messageId, String body, int attempt) {

    /** Application property of delayed copies. */
    static final String ATTEMPT = "attempt";

    public Delivery {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt must be at least 1");
        }
    }

    /** From trigger metadata; texts arrive with or without JSON quotes. */
    public static Delivery of(String body, @Nullable String messageId, @Nullable String applicationProperties) {
        String id = messageId == null ? "" : messageId.replace("\"", "");
        return new Delivery(id.isBlank() ? idOf(body) : id, body, attempt(applicationProperties));
    }

    /** A first delivery of which only the body is known. */
    public static Delivery of(String body) {
        return new Delivery(idOf(body), body, 1);
    }

    private static String idOf(String body) {
        return UUID.nameUUIDFromBytes(body.getBytes(UTF_8)).toString();
    }

    private static int attempt(@Nullable String properties) {
        if (properties == null || properties.isBlank()) {
            return 1;
        }
        try {
            return Math.max(
                    1, Json.read(properties, JsonNode.class).path(ATTEMPT).asInt(1));
        } catch (MalformedJsonException e) {
            return 1; // set by a stranger: counts as a first attempt
        }
    }
}
