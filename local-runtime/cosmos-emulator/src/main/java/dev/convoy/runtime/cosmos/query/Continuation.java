package dev.convoy.runtime.cosmos.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.documents.Json;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Where a query goes on: after so many rows of the documents up to a number, or after so many rows in all. On the wire it is
 * base64 of JSON with a checksum over the query's text, so that it holds across restarts, and only for the query it came from.
 *
 * @param document number of the last document read, -1 where rows are counted over the whole answer
 * @param rows read of that document, or in all
 * @param skipped rows that OFFSET has used up
 * @param taken rows that TOP or LIMIT has used up
 * @param value of the last document read, where an index gives the order; null elsewhere, a missing node for undefined
 */
record Continuation(
        long document,
        int rows,
        int skipped,
        int taken,
        @Nullable JsonNode value) {

    static final Continuation START = new Continuation(0, 0, 0, 0, null);

    private static final String VERSION = "v1";

    String encode(String queryText) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("t", VERSION)
                .put("d", document)
                .put("r", rows)
                .put("s", skipped)
                .put("l", taken);
        if (value != null) {
            json.putArray("v").addAll(value.isMissingNode() ? List.of() : List.of(value));
        }
        json.put("c", checksum(queryText, json));
        return Base64.getUrlEncoder().encodeToString(Json.bytes(json));
    }

    /**
     * Reads a token.
     *
     * @throws InvalidQueryException if it is none, or was made for another query
     */
    static Continuation decode(String token, String queryText) {
        try {
            ObjectNode json = Json.object(Base64.getUrlDecoder().decode(token));
            long checksum = json.path("c").asLong(-1);
            json.remove("c");
            if (checksum != checksum(queryText, json)) {
                throw new InvalidQueryException("The continuation token does not belong to this query");
            }
            JsonNode value = json.has("v") ? json.path("v").path(0) : null;
            return new Continuation(
                    json.path("d").asLong(),
                    json.path("r").asInt(),
                    json.path("s").asInt(),
                    json.path("l").asInt(),
                    value);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidQueryException("The continuation token is malformed: " + token);
        }
    }

    private static long checksum(String queryText, ObjectNode json) {
        CRC32C crc = new CRC32C();
        crc.update(queryText.getBytes(UTF_8));
        crc.update(Json.bytes(json));
        return crc.getValue();
    }
}
