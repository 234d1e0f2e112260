package dev.convoy.runtime.cosmos.documents;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The items of a partition by their key, and those of each partition key in the order of their numbers. Items under one partition key
 * share one text of it. Not safe by itself: {@link Partition} holds the lock.
 */
final class ItemTable {

    private final Map<ItemKey, StoredDocument> items = new HashMap<>();

    /** Under the partition key's text; sorted where keys have prefixes. */
    private final Map<String, Group> groups;

    ItemTable(PartitionKeyDefinition definition) {
        this.groups = definition.hierarchical() ? new TreeMap<>() : new HashMap<>();
    }

    @Nullable
    StoredDocument get(ItemKey key) {
        return items.get(key);
    }

    int size() {
        return items.size();
    }

    void forEach(Consumer<StoredDocument> visitor) {
        items.values().forEach(visitor);
    }

    /** The document as it is to be kept: with the text of its partition key that its neighbours have. */
    @SuppressWarnings("ReferenceEquality") // Equal keys are not the point here: it is about not keeping two of them.
    StoredDocument shared(StoredDocument document) {
        PartitionKey own = document.key().partitionKey();
        Group group = groups.get(own.canonical());
        if (group == null || group.key == own) {
            return document;
        }
        ItemKey key = new ItemKey(group.key, document.key().id());
        return new StoredDocument(
                key, document.json(), document.number(), document.lsn(), document.timestamp(), document.ttlSeconds());
    }

    /** Adds a document, or puts it in the place of the version before, which is answered. */
    @Nullable
    StoredDocument put(StoredDocument document) {
        StoredDocument previous = items.put(document.key(), document);
        Group group = groups.computeIfAbsent(
                document.key().partitionKey().canonical(),
                canonical -> new Group(document.key().partitionKey()));
        if (previous == null) {
            group.documents.append(document.number(), document);
        } else {
            group.documents.replace(document.number(), document);
        }
        return previous;
    }

    @Nullable
    StoredDocument remove(ItemKey key) {
        StoredDocument removed = items.remove(key);
        if (removed != null) {
            String canonical = key.partitionKey().canonical();
            Group group = groups.get(canonical);
            if (group == null) {
                throw new IllegalStateException("no items under " + canonical);
            }
            group.documents.remove(removed.number());
            if (group.documents.size() == 0) {
                groups.remove(canonical);
            }
        }
        return removed;
    }

    /** The items under a partition key or the prefix of one, in the order of their numbers. */
    List<StoredDocument> under(PartitionKey prefix) {
        List<StoredDocument> found = new ArrayList<>();
        if (groups instanceof TreeMap<String, Group> sorted) {
            groupsUnder(prefix, sorted).forEach(group -> group.documents.forEachAfter(0, found::add));
            found.sort(Comparator.comparingLong(StoredDocument::number));
            return found;
        }
        Group group = groups.get(prefix.canonical());
        if (group != null) {
            group.documents.forEachAfter(0, found::add);
        }
        return found;
    }

    /** Puts in order what a snapshot told in another order. */
    void sort() {
        groups.values().forEach(group -> group.documents.sort());
    }

    private static Collection<Group> groupsUnder(PartitionKey prefix, TreeMap<String, Group> sorted) {
        List<Group> found = new ArrayList<>();
        String open = prefix.canonical().substring(0, prefix.canonical().length() - 1);
        for (Map.Entry<String, Group> entry : sorted.tailMap(open, true).entrySet()) {
            if (!entry.getKey().startsWith(open)) {
                break;
            }
            if (prefix.isPrefixOf(entry.getValue().key)) {
                found.add(entry.getValue());
            }
        }
        return found;
    }

    private static final class Group {

        private final PartitionKey key;
        private final OrderedSlots documents = new OrderedSlots(1);

        Group(PartitionKey key) {
            this.key = key;
        }
    }
}
