package dev.convoy.runtime.cosmos.documents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The documents of a partition ordered by their value at one path, or at several; documents without a value there come first. Guarded by the
 * partition's lock, but for {@link #load}, which fills an index that nobody reads yet.
 */
final class PathIndex {

    private final IndexKey path;
    private final Comparator<Key> order;
    private final TreeMap<Key, StoredDocument> entries;
    private final List<Step> missed = new ArrayList<>();
    private boolean ready;

    PathIndex(IndexKey path) {
        this.path = path;
        this.order = Comparator.comparing(Key::value, path.order()).thenComparingLong(Key::number);
        this.entries = new TreeMap<>(order);
    }

    boolean isReady() {
        return ready;
    }

    /** Fills the index with documents captured before; changes that come meanwhile wait. */
    void load(List<StoredDocument> documents) {
        documents.forEach(document -> entries.put(keyOf(document), document));
    }

    /** Makes up for the changes that waited: the index is whole from now on. */
    void finish() {
        ready = true;
        missed.forEach(step -> apply(step.before(), step.after()));
        missed.clear();
    }

    /** Takes one item from one version to the next; null where there is none. */
    void change(@Nullable StoredDocument before, @Nullable StoredDocument after) {
        if (ready) {
            apply(before, after);
        } else {
            missed.add(new Step(before, after));
        }
    }

    List<IndexLookup.Entry> find(IndexLookup lookup, ContainerSettings settings, long now) {
        List<IndexLookup.Entry> found = new ArrayList<>();
        List<IndexLookup.Range> ranges = lookup.descending() ? lookup.ranges().reversed() : lookup.ranges();
        for (IndexLookup.Range range : ranges) {
            for (Map.Entry<Key, StoredDocument> entry : part(range, lookup).entrySet()) {
                if (found.size() == lookup.most()) {
                    return found;
                }
                if (!settings.isExpired(entry.getValue(), now)) {
                    found.add(new IndexLookup.Entry(entry.getKey().value(), entry.getValue()));
                }
            }
        }
        return found;
    }

    private NavigableMap<Key, StoredDocument> part(IndexLookup.Range range, IndexLookup lookup) {
        IndexLookup.Bound low = range.low();
        IndexLookup.Bound high = range.high();
        Key from = low == null ? null : new Key(low.value(), low.inclusive() ? Long.MIN_VALUE : Long.MAX_VALUE);
        Key to = high == null ? null : new Key(high.value(), high.inclusive() ? Long.MAX_VALUE : Long.MIN_VALUE);
        if (from != null && to != null && order.compare(from, to) > 0) {
            return new TreeMap<>(order);
        }
        NavigableMap<Key, StoredDocument> part = from == null ? entries : entries.tailMap(from, true);
        part = to == null ? part : part.headMap(to, true);
        IndexLookup.Position after = lookup.after();
        if (after == null || part.isEmpty()) {
            return lookup.descending() ? part.descendingMap() : part;
        }
        return rest(part, new Key(after.value(), after.number()), lookup.descending());
    }

    /** What comes after a key; the views of a tree refuse keys outside of them. */
    private NavigableMap<Key, StoredDocument> rest(
            NavigableMap<Key, StoredDocument> part, Key after, boolean descending) {
        boolean before = order.compare(after, part.firstKey()) < 0;
        boolean behind = order.compare(after, part.lastKey()) > 0;
        if (descending) {
            return before ? new TreeMap<>(order) : (behind ? part : part.headMap(after, false)).descendingMap();
        }
        return behind ? new TreeMap<>(order) : before ? part : part.tailMap(after, false);
    }

    private void apply(@Nullable StoredDocument before, @Nullable StoredDocument after) {
        if (before != null) {
            entries.remove(keyOf(before));
        }
        if (after != null) {
            entries.put(keyOf(after), after);
        }
    }

    private Key keyOf(StoredDocument document) {
        JsonNode value = path.in(Json.object(document.json().array()));
        return new Key(value, document.number());
    }

    private record Key(JsonNode value, long number) {}

    private record Step(
            @Nullable StoredDocument before, @Nullable StoredDocument after) {}
}
