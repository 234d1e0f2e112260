package dev.convoy.functions.platform.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.convoy.contracts.delivery.Redelivery;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.json.MalformedJsonException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A message as the trigger hands it over.
 *
 * @param messageId as the broker knows it, or one that follows from the body
 * @param attempt 1 for the first, counted in our own delayed copies
 */
public record Delivery(String messageId, String body, int attempt) {

    public Delivery {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt must be at least 1");
        }
    }

    /** From trigger metadata; texts arrive with or without JSON quotes. */
    public static Delivery of(String body, @Nullable String messageId, @Nullable String applicationProperties) {
        String id = messageId == null ? "" : messageId.replace("\"", "");
        return new Delivery(id.isBlank() ? idOf(body) : id, body, Redelivery.attemptOf(applicationProperties));
    }

    /** A first delivery of which only the body is known. */
    public static Delivery of(String body) {
        return new Delivery(idOf(body), body, 1);
    }

    /** First deliveries that came together, with their ids as a JSON array in the same order, if the trigger gave them. */
    public static List<Delivery> batch(List<String> bodies, @Nullable String messageIds) {
        List<String> ids = ids(messageIds);
        return IntStream.range(0, bodies.size())
                .mapToObj(i -> of(bodies.get(i), ids.size() == bodies.size() ? ids.get(i) : null, null))
                .toList();
    }

    private static List<String> ids(@Nullable String json) {
        if (json == null || json.isBlank()) {
            return List.of();
        }
        try {
            return Arrays.asList(Json.read(json, String[].class));
        } catch (MalformedJsonException e) {
            return List.of(); // not what the trigger writes: ids follow from the bodies
        }
    }

    private static String idOf(String body) {
        return UUID.nameUUIDFromBytes(body.getBytes(UTF_8)).toString();
    }
}
