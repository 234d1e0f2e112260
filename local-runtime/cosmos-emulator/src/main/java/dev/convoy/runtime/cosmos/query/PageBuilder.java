package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page being filled with the rows of one document after another, and where it stands. Confined to one request. */
final class PageBuilder {

    private final PageRequest request;
    private final Continuation from;
    private final List<JsonNode> rows = new ArrayList<>();
    private final int offset;
    private final int most;
    private int skipped;
    private int taken;
    private long bytes;
    private @Nullable Continuation next;

    PageBuilder(SelectQuery select, QueryContext context, PageRequest request, Continuation from) {
        this.request = request;
        this.from = from;
        this.offset = Queries.count(select.offset(), context, 0);
        this.most = Queries.mostRows(select, context);
        this.skipped = from.skipped();
        this.taken = from.taken();
    }

    Continuation from() {
        return from;
    }

    /** Whether TOP or LIMIT lets no more rows through. */
    boolean isAtEnd() {
        return taken >= most;
    }

    /**
     * Adds a document's rows; false if the page is full before they end.
     *
     * @param value the document's value in the index that gives the order, if one does
     */
    boolean add(Selection selection, long number, @Nullable JsonNode value) {
        RowCount row = new RowCount();
        int before = number == from.document() ? from.rows() : 0;
        return selection.forEachRow(null, scope -> {
            int index = row.count++;
            return index < before || isAtEnd() || take(number, index, value, selection.project(scope));
        });
    }

    QueryPage whole(int examined) {
        return new QueryPage(rows, null, examined);
    }

    QueryPage broken(String queryText, int examined) {
        return new QueryPage(rows, next == null ? null : next.encode(queryText), examined);
    }

    private boolean take(long number, int row, @Nullable JsonNode value, JsonNode projected) {
        if (projected.isMissingNode()) {
            return true;
        }
        if (skipped < offset) {
            skipped++;
            return true;
        }
        if (rows.size() >= request.mostRows() || bytes >= PageRequest.MAX_BYTES) {
            next = new Continuation(number, row, skipped, taken, value);
            return false;
        }
        rows.add(projected);
        bytes += size(projected);
        taken++;
        return true;
    }

    /** Roughly the bytes a value has on the wire. */
    static long size(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue().length() + 3L;
        }
        long bytes = 8;
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            bytes += member.getKey().length() + 4L + size(member.getValue());
        }
        if (value.isArray()) {
            for (JsonNode element : value) {
                bytes += size(element);
            }
        }
        return bytes;
    }

    private static final class RowCount {
        private int count;
    }
}
