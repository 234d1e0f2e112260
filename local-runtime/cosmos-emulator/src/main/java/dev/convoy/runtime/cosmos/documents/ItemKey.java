package dev.convoy.runtime.cosmos.documents;

import java.util.Comparator;

/** What names an item inside its container: its partition key and its id. Ordered by partition key, then id. */
public record ItemKey(PartitionKey partitionKey, String id) implements Comparable<ItemKey> {

    private static final Comparator<ItemKey> ORDER = Comparator.comparing(
                    (ItemKey key) -> key.partitionKey().canonical())
            .thenComparing(ItemKey::id);

    @Override
    public int compareTo(ItemKey other) {
        return ORDER.compare(this, other);
    }
}
