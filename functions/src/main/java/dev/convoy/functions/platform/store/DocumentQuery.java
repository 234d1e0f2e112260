package dev.convoy.functions.platform.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Documents whose fields equal the given texts, newest first if an order field is given.
 *
 * @param partition empty for all partitions
 * @param newestBy field to sort by, descending
 * @param continuation from the page before
 * @param fields what to read of each document; empty for all of it
 */
public record DocumentQuery(
        Optional<String> partition,
        Map<String, String> equal,
        Optional<String> newestBy,
        int pageSize,
        Optional<String> continuation,
        List<String> fields) {

    public static final int LARGEST_PAGE = 1_000;

    public DocumentQuery {
        equal = new LinkedHashMap<>(equal);
        fields = List.copyOf(fields);
        if (pageSize < 1 || pageSize > LARGEST_PAGE) {
            throw new IllegalArgumentException("pageSize must be from 1 to " + LARGEST_PAGE);
        }
    }

    /** Whole documents. */
    public DocumentQuery(
            Optional<String> partition,
            Map<String, String> equal,
            Optional<String> newestBy,
            int pageSize,
            Optional<String> continuation) {
        this(partition, equal, newestBy, pageSize, continuation, List.of());
    }

    /** The same query, but these fields only. */
    public DocumentQuery only(String... wanted) {
        return new DocumentQuery(partition, equal, newestBy, pageSize, continuation, List.of(wanted));
    }

    /** The same query, after a page that ended there. */
    public DocumentQuery after(String end) {
        return new DocumentQuery(partition, equal, newestBy, pageSize, Optional.of(end), fields);
    }

    /** Documents of one kind in one partition; kinds are few enough for one page. */
    public static DocumentQuery kindIn(String partition, String kind) {
        return new DocumentQuery(
                Optional.of(partition), Map.of("kind", kind), Optional.empty(), LARGEST_PAGE, Optional.empty());
    }
}
