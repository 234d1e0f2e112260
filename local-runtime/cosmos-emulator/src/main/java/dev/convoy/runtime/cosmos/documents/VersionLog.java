package dev.convoy.runtime.cosmos.documents;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last changes of a partition with what was there before: the feed of all versions and deletes. Bounded by count and bytes;
 * a reader that stayed away longer is told so. Guarded by the partition's lock.
 */
final class VersionLog {

    private static final int MAX_VERSIONS = 5_000;
    private static final long MAX_BYTES = 8L << 20;

    private final Deque<ItemVersion> versions = new ArrayDeque<>();
    private long bytes;
    private long droppedUpTo;

    void add(ItemChange change, @Nullable StoredDocument previous) {
        ItemVersion version = new ItemVersion(change, previous);
        versions.addLast(version);
        bytes += version.bytes();
        while (versions.size() > MAX_VERSIONS || bytes > MAX_BYTES) {
            ItemVersion oldest = versions.removeFirst();
            bytes -= oldest.bytes();
            droppedUpTo = oldest.change().lsn();
        }
    }

    /** A snapshot keeps no old versions: what came before it can no longer be told. */
    void startAfter(long lsn) {
        versions.clear();
        bytes = 0;
        droppedUpTo = lsn;
    }

    /** Changes after a log sequence number, oldest first; null if some of them are no longer kept. */
    @Nullable
    List<ItemVersion> after(long lsn, int most) {
        if (lsn < droppedUpTo) {
            return null;
        }
        List<ItemVersion> found = new ArrayList<>();
        for (var newest = versions.descendingIterator(); newest.hasNext(); ) {
            ItemVersion version = newest.next();
            if (version.change().lsn() <= lsn) {
                break;
            }
            found.add(version);
        }
        List<ItemVersion> oldestFirst = found.reversed();
        return List.copyOf(oldestFirst.subList(0, Math.min(most, oldestFirst.size())));
    }
}
