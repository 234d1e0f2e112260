package dev.convoy.runtime.cosmos.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A page of the change feed.
 *
 * @param lsn where the reader goes on: everything up to it has been seen or passed over
 */
public record ChangePage(List<StoredDocument> documents, long lsn) {

    public ChangePage {
        documents = List.copyOf(documents);
    }

    static ChangePage collect(
            PartitionState state, long after, Bounds bounds, Predicate<StoredDocument> accepts, long now) {
        Collector collector = new Collector(bounds, after);
        state.byLsn().forEachAfter(after, document -> {
            boolean wanted = !state.settings().isExpired(document, now) && accepts.test(document);
            return wanted ? collector.take(document) : collector.pass(document);
        });
        return new ChangePage(collector.found, collector.full ? collector.lsn : state.lsn());
    }

    /** How much a page may hold; one item always fits. */
    public record Bounds(int items, int bytes) {}

    private static final class Collector {

        private final Bounds bounds;
        private final List<StoredDocument> found = new ArrayList<>();
        private long lsn;
        private long bytes;
        private boolean full;

        Collector(Bounds bounds, long after) {
            this.bounds = bounds;
            this.lsn = after;
        }

        boolean take(StoredDocument document) {
            long size = document.json().length();
            full = found.size() >= bounds.items() || (!found.isEmpty() && bytes + size > bounds.bytes());
            if (!full) {
                found.add(document);
                bytes += size;
                lsn = document.lsn();
            }
            return !full;
        }

        boolean pass(StoredDocument document) {
            lsn = document.lsn();
            return true;
        }
    }
}
