package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.runtime.cosmos.documents.IndexKey;
import dev.convoy.runtime.cosmos.documents.IndexLookup;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Documents in the order of a path, fetched from its index in portions that grow. Confined to one request. */
final class IndexWalk {

    private static final int MAX_PORTION = 4096;

    private final DocumentSource source;
    private final IndexKey path;
    private final List<IndexLookup.Range> ranges;
    private final boolean descending;
    private final PageRequest request;

    IndexWalk(
            DocumentSource source,
            IndexKey path,
            List<IndexLookup.Range> ranges,
            boolean descending,
            PageRequest request) {
        this.source = source;
        this.path = path;
        this.ranges = ranges;
        this.descending = descending;
        this.request = request;
    }

    /** Hands the steps to the walker; empty if the path has no index. */
    Optional<QueryPage> run(Function<Steps, QueryPage> walker) {
        if (source.find(new IndexLookup(path, List.of(), descending, null, 0)).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(walker.apply(new Steps()));
    }

    /** One document after another. */
    final class Steps {

        private List<IndexLookup.Entry> portion = List.of();
        private int at;
        private int size = Math.min(MAX_PORTION, request.mostRows() + 1);
        private IndexLookup.@Nullable Position last;
        private boolean exhausted;

        /** Goes on at the document that did not fit the page before: it comes again. */
        void startAfter(Continuation from) {
            JsonNode value = from.value();
            if (value != null) {
                long number = descending ? from.document() + 1 : from.document() - 1;
                last = new IndexLookup.Position(value, number);
            }
        }

        IndexLookup.@Nullable Entry next() {
            if (at == portion.size()) {
                fetch();
            }
            return at < portion.size() ? portion.get(at++) : null;
        }

        private void fetch() {
            if (exhausted) {
                return;
            }
            portion = source.find(new IndexLookup(path, ranges, descending, last, size))
                    .orElse(List.of());
            at = 0;
            exhausted = portion.size() < size;
            size = Math.min(MAX_PORTION, size * 2);
            if (!portion.isEmpty()) {
                IndexLookup.Entry end = portion.getLast();
                last = new IndexLookup.Position(end.value(), end.document().number());
            }
        }
    }
}
