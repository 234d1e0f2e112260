package dev.convoy.runtime.cosmos.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.documents.ContainerAddress;
import dev.convoy.runtime.cosmos.documents.ItemChange;
import dev.convoy.runtime.cosmos.documents.ItemKey;
import dev.convoy.runtime.cosmos.documents.ItemVersion;
import dev.convoy.runtime.cosmos.documents.Json;
import dev.convoy.runtime.cosmos.documents.Partition;
import dev.convoy.runtime.cosmos.documents.Refusal;
import dev.convoy.runtime.cosmos.documents.RefusedException;
import dev.convoy.runtime.cosmos.documents.StoredDocument;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The change feed of all versions and deletes: each entry has the item as it is, as it was, and what happened. Source: the change
 * feed modes page of the Cosmos DB documentation, and {@code ChangeFeedMetaData} of azure-cosmos.
 */
record FullFidelityFeed(Target target, Partition partition) {

    GatewayResponse read(long after, int most, Predicate<ItemKey> wanted) {
        List<ItemVersion> versions = partition
                .versionsAfter(after, most)
                .orElseThrow(() -> new RefusedException(Refusal.badRequest(
                        "The change feed of all versions no longer reaches back to the continuation " + after + ".")));
        long lsn = versions.isEmpty()
                ? partition.lsn()
                : versions.getLast().change().lsn();
        ArrayNode entries = Json.MAPPER.createArrayNode();
        for (ItemVersion version : versions) {
            if (wanted.test(version.change().key())) {
                entries.add(entry(version));
            }
        }
        GatewayResponse response = entries.isEmpty()
                ? GatewayResponse.of(304)
                : GatewayResponse.of(
                        200, Answers.feed(target.container().address().rid(), "Documents", entries));
        return response.header(Headers.ETAG, "\"" + lsn + "\"")
                .header(Headers.ITEM_COUNT, Integer.toString(entries.size()))
                .charge(RequestCharge.feed(response.body().length));
    }

    private ObjectNode entry(ItemVersion version) {
        ContainerAddress address = target.container().address();
        ObjectNode entry = Json.MAPPER.createObjectNode();
        StoredDocument previous = version.previous();
        ObjectNode metadata = Json.MAPPER.createObjectNode();
        metadata.put("lsn", version.change().lsn());
        switch (version.change()) {
            case ItemChange.Put put -> {
                entry.set("current", put.document().tree(address));
                metadata.put("operationType", previous == null ? "create" : "replace");
                metadata.put("crts", put.document().timestamp());
            }
            case ItemChange.Removed removed -> {
                metadata.put("operationType", "delete").put("crts", removed.timestamp());
                metadata.put("timeToLiveExpired", removed.expired());
                metadata.put("id", removed.key().id());
            }
        }
        addPrevious(entry, metadata, previous);
        entry.set("metadata", metadata);
        return entry;
    }

    private void addPrevious(ObjectNode entry, ObjectNode metadata, @Nullable StoredDocument previous) {
        if (previous != null) {
            entry.set("previous", previous.tree(target.container().address()));
            metadata.put("previousImageLSN", previous.lsn());
        }
    }
}
