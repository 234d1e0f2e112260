package dev.convoy.runtime.cosmos.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One version of an item, immutable.
 *
 * @param json the client's properties, one JSON object
 * @param number the item's number in its partition, kept for its life; the base of its {@code _rid}
 * @param lsn the log sequence number of this version; unique and rising within the partition
 * @param timestamp Unix seconds of this version
 * @param ttlSeconds the item's own time to live, -1 for never, 0 where it names none
 */
public record StoredDocument(ItemKey key, Bytes json, long number, long lsn, long timestamp, int ttlSeconds) {

    private static final int ETAG_LENGTH = 38;

    /** The ETag with its quotes, different for each version in a container. */
    public String etag() {
        StringBuilder text = new StringBuilder(ETAG_LENGTH).append('"');
        hex(text, number & 0xFFFF_FFFFL, 8);
        text.append("-0000-4000-8000-");
        hex(text, lsn, 12);
        return text.append('"').toString();
    }

    /** Whether an If-Match or If-None-Match value means this version. */
    public boolean hasEtag(@Nullable String condition) {
        return condition != null
                && (condition.equals("*") || unquoted(condition).equals(unquoted(etag())));
    }

    /** The item as a tree with the service's properties. */
    public ObjectNode tree(ContainerAddress address) {
        ObjectNode tree = Json.object(json.array());
        tree.put("_rid", address.ridOf(this));
        tree.put("_self", address.selfOf(this));
        tree.put("_etag", etag());
        tree.put("_attachments", "attachments/");
        tree.put("_ts", timestamp);
        return tree;
    }

    private static void hex(StringBuilder out, long value, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            out.append(Character.forDigit((int) (value >>> shift & 0xF), 16));
        }
    }

    private static String unquoted(String etag) {
        return etag.length() > 1 && etag.startsWith("\"") && etag.endsWith("\"")
                ? etag.substring(1, etag.length() - 1)
                : etag;
    }
}
