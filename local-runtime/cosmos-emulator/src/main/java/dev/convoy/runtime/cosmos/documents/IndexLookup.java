package dev.convoy.runtime.cosmos.documents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to find in the index of a path: documents whose value there lies in one of the ranges, in the order of the values.
 *
 * @param ranges apart from one another and in order
 * @param after where to go on, null at the start
 * @param most documents wanted
 */
public record IndexLookup(
        IndexKey path,
        List<Range> ranges,
        boolean descending,
        @Nullable Position after,
        int most) {

    public IndexLookup {
        ranges = List.copyOf(ranges);
    }

    /** Values from low to high; a null bound is open. */
    public record Range(@Nullable Bound low, @Nullable Bound high) {

        /** Every value there is, and none. */
        public static final Range ALL = new Range(null, null);

        /** Just this value. */
        public static Range of(JsonNode value) {
            return new Range(new Bound(value, true), new Bound(value, true));
        }
    }

    /** One end of a range. */
    public record Bound(JsonNode value, boolean inclusive) {}

    /** A place in an index: a value, and among the documents with it, one. */
    public record Position(JsonNode value, long number) {}

    /** A document and its value at the path. */
    public record Entry(JsonNode value, StoredDocument document) {}
}
