package dev.convoy.runtime.cosmos.gateway;

import dev.convoy.runtime.cosmos.documents.ContainerAddress;
import dev.convoy.runtime.cosmos.documents.IndexLookup;
import dev.convoy.runtime.cosmos.documents.Partition;
import dev.convoy.runtime.cosmos.documents.PartitionKey;
import dev.convoy.runtime.cosmos.documents.StoredDocument;
import dev.convoy.runtime.cosmos.query.DocumentSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The documents of some partitions that a query may see. An index answers only for one whole partition: below a partition key the
 * items are few and found by their key.
 */
record PartitionSource(
        ContainerAddress address,
        List<Partition> partitions,
        @Nullable PartitionKey key,
        Optional<EpkFilter> filter,
        Instant now)
        implements DocumentSource {

    PartitionSource {
        partitions = List.copyOf(partitions);
    }

    @Override
    public List<StoredDocument> all() {
        Partition.Scope scope = key == null ? new Partition.Scope.Everything() : new Partition.Scope.Under(key);
        if (partitions.size() == 1 && filter.isEmpty()) {
            return partitions.getFirst().documents(scope, now);
        }
        List<StoredDocument> documents = new ArrayList<>();
        partitions.forEach(partition -> documents.addAll(partition.documents(scope, now)));
        filter.ifPresent(wanted -> documents.removeIf(document -> !wanted.test(document.key())));
        documents.sort(Comparator.comparingLong(StoredDocument::number));
        return documents;
    }

    @Override
    public Optional<List<IndexLookup.Entry>> find(IndexLookup lookup) {
        boolean whole = key == null && partitions.size() == 1 && filter.isEmpty();
        return whole ? partitions.getFirst().find(lookup, now) : Optional.empty();
    }
}
