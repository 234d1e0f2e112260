package dev.convoy.contracts.bigresult;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.json.Json;

/**
 * The counters of a transaction, as a document of its own that is only ever added to, never replaced: writers need not agree. Field {@code open} is 1
 * while chunks are taken; a receipt is only written while it is. At most 40 KB.
 *
 * <pre>
 * {"id": "progress", "open": 1, "count:a": 3, "bytes:a": 750000000}
 * </pre>
 */
public final class ResultProgress {

    public static final String ID = "progress";
    public static final String KIND = "progress";
    /** Field that is 1 as long as chunks are taken, then 0. */
    public static final String OPEN = "open";

    private final JsonNode document;

    /** Out of its document. */
    public ResultProgress(JsonNode document) {
        this.document = document;
    }

    /** The document of a transaction that has just been opened. */
    public static ObjectNode initial(TransactionId id) {
        ObjectNode document = Json.mapper().createObjectNode();
        document.put("id", ID);
        document.put("transactionId", id.value());
        document.put("kind", KIND);
        document.put(OPEN, 1);
        return document;
    }

    /** Field with the number of received chunks of a series. */
    public static String countField(SeriesName series) {
        return "count:" + series;
    }

    /** Field with the bytes of all received chunks of a series. */
    public static String bytesField(SeriesName series) {
        return "bytes:" + series;
    }

    public boolean isOpen() {
        return document.path(OPEN).asLong() > 0;
    }

    public long count(SeriesName series) {
        return document.path(countField(series)).asLong();
    }

    public long bytes(SeriesName series) {
        return document.path(bytesField(series)).asLong();
    }
}
