package dev.convoy.runtime.cosmos.documents;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The indexes of a partition: one for each path that a query has asked for and the policy includes, the least used dropped when
 * there are too many. Guarded by the partition's lock.
 */
final class PathIndexes {

    /** Most paths indexed at a time; each costs some 100 bytes for each document. */
    private static final int MAX_PATHS = 32;

    private final Map<IndexKey, PathIndex> indexes = new LinkedHashMap<>(16, 0.75f, true);

    @Nullable
    PathIndex get(IndexKey path) {
        synchronized (indexes) {
            return indexes.get(path);
        }
    }

    PathIndex add(IndexKey path) {
        synchronized (indexes) {
            if (indexes.size() == MAX_PATHS) {
                Iterator<PathIndex> eldest = indexes.values().iterator();
                eldest.next();
                eldest.remove();
            }
            PathIndex index = new PathIndex(path);
            indexes.put(path, index);
            return index;
        }
    }

    void change(@Nullable StoredDocument before, @Nullable StoredDocument after) {
        synchronized (indexes) {
            if (!indexes.isEmpty()) {
                indexes.values().forEach(index -> index.change(before, after));
            }
        }
    }

    /** Forgets all, as when the policy changes. */
    void clear() {
        synchronized (indexes) {
            indexes.clear();
        }
    }
}
