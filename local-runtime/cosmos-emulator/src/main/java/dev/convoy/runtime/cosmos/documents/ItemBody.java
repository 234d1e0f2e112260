package dev.convoy.runtime.cosmos.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client wrote: the item's own properties without those the service adds, as bytes and as a tree.
 *
 * @param ttlSeconds the item's own time to live, -1 for never, or null where it names none
 */
public record ItemBody(
        String id, Bytes json, ObjectNode tree, @Nullable Integer ttlSeconds) {

    /** Largest item, as documented for the service. */
    public static final int MAX_BYTES = 2 << 20;

    private static final List<String> SYSTEM = List.of("_rid", "_self", "_etag", "_attachments", "_ts", "_lsn");
    private static final int MAX_ID_LENGTH = 1023;
    private static final String BAD_IN_ID = "/\\#?";

    /**
     * Checks and takes an item as sent.
     *
     * @throws IllegalArgumentException if its id or ttl is missing or malformed
     */
    public static ItemBody of(byte[] json) {
        return of(Json.object(json), json);
    }

    /** As {@link #of(byte[])}, from a tree, which must not be changed afterwards. */
    public static ItemBody of(ObjectNode tree) {
        return of(tree, null);
    }

    private static ItemBody of(ObjectNode tree, byte @Nullable [] sent) {
        boolean stripped = false;
        for (String name : SYSTEM) {
            stripped |= tree.remove(name) != null;
        }
        byte[] bytes = stripped || sent == null || sent[0] != '{' ? Json.bytes(tree) : sent;
        return new ItemBody(idOf(tree), new Bytes(bytes), tree, ttlOf(tree.get("ttl")));
    }

    /** Whether the item is over the service's limit. */
    public boolean isTooLarge() {
        return json.length() > MAX_BYTES;
    }

    private static String idOf(ObjectNode tree) {
        JsonNode id = tree.path("id");
        if (!id.isTextual()) {
            throw new IllegalArgumentException(
                    "The input content is invalid because the required property 'id' is missing"
                            + " or is not a string.");
        }
        checkId(id.textValue());
        return id.textValue();
    }

    /**
     * Checks the id of an item or a container.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static void checkId(String id) {
        if (id.isEmpty() || id.length() > MAX_ID_LENGTH) {
            throw new IllegalArgumentException("The property 'id' must have 1 to " + MAX_ID_LENGTH + " characters.");
        }
        if (id.chars().anyMatch(c -> BAD_IN_ID.indexOf(c) >= 0)) {
            throw new IllegalArgumentException("The property 'id' must not contain any of / \\ # ?: " + id);
        }
    }

    private static @Nullable Integer ttlOf(@Nullable JsonNode ttl) {
        if (ttl == null || ttl.isNull()) {
            return null;
        }
        if (!ttl.isIntegralNumber() || !ttl.canConvertToInt() || ttl.intValue() == 0 || ttl.intValue() < -1) {
            throw new IllegalArgumentException(
                    "The input ttl '" + ttl + "' is invalid. Ensure to provide a nonzero positive integer or -1.");
        }
        return ttl.intValue();
    }
}
