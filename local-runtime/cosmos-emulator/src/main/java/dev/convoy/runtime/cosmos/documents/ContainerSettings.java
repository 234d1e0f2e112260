package dev.convoy.runtime.cosmos.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a container was created with.
 *
 * @param json the settings as the wire carries them, defaults filled in, without the service's properties
 * @param defaultTtlSeconds null: items do not expire; -1: only those that say so
 */
public record ContainerSettings(
        String id,
        ObjectNode json,
        PartitionKeyDefinition partitionKey,
        @Nullable Integer defaultTtlSeconds,
        List<List<DocumentPath>> uniqueKeys,
        IndexingPolicy indexing) {

    /** Unix seconds of an item that does not expire. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final List<String> SYSTEM =
            List.of("_rid", "_self", "_etag", "_ts", "_docs", "_sprocs", "_triggers", "_udfs", "_conflicts");

    public ContainerSettings {
        uniqueKeys = List.copyOf(uniqueKeys);
    }

    /**
     * Reads the body of a create or replace request.
     *
     * @throws IllegalArgumentException naming the property that is missing or malformed
     */
    public static ContainerSettings parse(ObjectNode sent) {
        ObjectNode json = sent.deepCopy();
        json.remove(SYSTEM);
        String id = json.path("id").asText();
        ItemBody.checkId(id);
        if (!json.path("partitionKey").isObject()) {
            throw new IllegalArgumentException("The partition key definition 'partitionKey' is missing.");
        }
        fillDefaults(json);
        PartitionKeyDefinition definition = PartitionKeyDefinition.parse(json.path("partitionKey"));
        json.withObject("/partitionKey").put("version", definition.version());
        IndexingPolicy indexing = IndexingPolicy.parse(json.path("indexingPolicy"));
        return new ContainerSettings(id, json, definition, ttlOf(json.get("defaultTtl")), uniqueKeysOf(json), indexing);
    }

    /** When the item expires, in Unix seconds, or {@link #NEVER}. */
    public long expiryOf(StoredDocument document) {
        if (defaultTtlSeconds == null) {
            return NEVER;
        }
        int ttl = document.ttlSeconds() == 0 ? defaultTtlSeconds : document.ttlSeconds();
        return ttl == -1 ? NEVER : document.timestamp() + ttl;
    }

    /** Whether the item has outlived its time to live. */
    public boolean isExpired(StoredDocument document, long nowSeconds) {
        return expiryOf(document) <= nowSeconds;
    }

    /**
     * Checks that a container with these settings may become one with the others.
     *
     * @throws IllegalArgumentException naming what must not change
     */
    void requireReplaceableBy(ContainerSettings other) {
        if (!other.partitionKey.equals(partitionKey)) {
            throw new IllegalArgumentException("Partition key paths for a collection cannot be changed.");
        }
        if (!other.uniqueKeys.equals(uniqueKeys)) {
            throw new IllegalArgumentException("Unique keys for a collection cannot be changed.");
        }
    }

    private static @Nullable Integer ttlOf(@Nullable JsonNode ttl) {
        if (ttl == null || ttl.isNull()) {
            return null;
        }
        if (!ttl.canConvertToInt() || ttl.intValue() == 0 || ttl.intValue() < -1) {
            throw new IllegalArgumentException("defaultTtl must be -1 or a positive number of seconds, not " + ttl);
        }
        return ttl.intValue();
    }

    private static List<List<DocumentPath>> uniqueKeysOf(ObjectNode json) {
        List<List<DocumentPath>> keys = new ArrayList<>();
        for (JsonNode key : json.path("uniqueKeyPolicy").path("uniqueKeys")) {
            List<DocumentPath> paths = new ArrayList<>();
            key.path("paths").forEach(path -> paths.add(DocumentPath.parse(path.asText())));
            keys.add(List.copyOf(paths));
        }
        return keys;
    }

    private static void fillDefaults(ObjectNode json) {
        if (!json.path("indexingPolicy").isObject()) {
            ObjectNode policy = json.putObject("indexingPolicy");
            policy.put("indexingMode", "consistent").put("automatic", true);
            policy.putArray("includedPaths").addObject().put("path", "/*");
            policy.putArray("excludedPaths").addObject().put("path", "/\"_etag\"/?");
        }
        if (!json.has("conflictResolutionPolicy")) {
            json.putObject("conflictResolutionPolicy")
                    .put("mode", "LastWriterWins")
                    .put("conflictResolutionPath", "/_ts")
                    .put("conflictResolutionProcedure", "");
        }
    }
}
