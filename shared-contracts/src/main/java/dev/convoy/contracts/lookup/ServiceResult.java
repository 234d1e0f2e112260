package dev.convoy.contracts.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.id.LookupId;
import org.jspecify.annotations.Nullable;

/**
 * What one service's worker found out, as it lies in the container {@code lookups} beside the lookup. Document id
 * {@code result-<service>}, so that a repeated command overwrites nothing.
 *
 * @param kind always {@value #KIND}
 * @param data the result itself when small enough to lie here
 */
public record ServiceResult(
        String id,
        LookupId lookupId,
        String kind,
        TaskCompleted completed,
        @Nullable JsonNode data,
        long ttl) {

    public static final String KIND = "result";

    public static String documentId(ServiceName service) {
        return "result-" + service;
    }
}
