package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.runtime.cosmos.documents.ContainerAddress;
import dev.convoy.runtime.cosmos.documents.StoredDocument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One page of a query over documents. A query that needs no order streams: it goes on after the last document it read. Any
 * other computes its rows anew for each page and goes on after the last row. Confined to one request.
 */
public final class QueryRun {

    private final CompiledQuery query;
    private final SelectQuery select;
    private final QueryContext context;
    private final PageRequest request;
    private final ContainerAddress address;
    private int examined;

    private QueryRun(CompiledQuery query, QueryContext context, PageRequest request, ContainerAddress address) {
        this.query = query;
        this.select = query.select();
        this.context = context;
        this.request = request;
        this.address = address;
    }

    /**
     * Runs a query.
     *
     * @param documents in the order of their numbers
     * @throws InvalidQueryException if a parameter is missing or the continuation is not one of this query
     */
    public static QueryPage page(
            CompiledQuery query,
            QueryContext context,
            PageRequest request,
            ContainerAddress address,
            List<StoredDocument> documents) {
        QueryRun run = new QueryRun(query, context, request, address);
        if (Queries.readsContainerFirst(run.select)) {
            return run.overSubquery(documents);
        }
        boolean streams = run.select.orderBy().isEmpty() && !run.select.distinct() && !query.isAggregate();
        return streams ? run.stream(documents) : run.windowOver(documents);
    }

    private Continuation start() {
        String token = request.continuation();
        return token == null ? Continuation.START : Continuation.decode(token, query.text());
    }

    private int mostRows() {
        int top = Queries.count(select.top(), context, Integer.MAX_VALUE);
        return Math.min(top, Queries.count(select.limit(), context, Integer.MAX_VALUE));
    }

    private QueryPage stream(List<StoredDocument> documents) {
        if (select.sources().isEmpty()) {
            return single();
        }
        Page page = new Page(start());
        for (StoredDocument document : documents) {
            if (document.number() < page.from.document()) {
                continue;
            }
            if (page.isAtEnd()) {
                break;
            }
            if (!page.add(document)) {
                return page.broken();
            }
        }
        return new QueryPage(page.rows, null, examined);
    }

    private QueryPage single() {
        JsonNode value = new Selection(select, new Evaluator(context, Values.UNDEFINED, Map.of())).project(null);
        return new QueryPage(value.isMissingNode() || mostRows() == 0 ? List.of() : List.of(value), null, 0);
    }

    private QueryPage windowOver(List<StoredDocument> documents) {
        return window(sorted(documents));
    }

    /** The first source is a subquery over the whole container: its rows take the documents' place. */
    private QueryPage overSubquery(List<StoredDocument> documents) {
        SelectQuery.Source.Rows rows =
                (SelectQuery.Source.Rows) select.sources().getFirst();
        CompiledQuery inner = CompiledQuery.parse(SqlWriter.text(rows.query()));
        QueryRun innerRun = new QueryRun(inner, context, new PageRequest(Integer.MAX_VALUE, null), address);
        List<JsonNode> values = innerRun.all(innerRun.sorted(documents));
        examined = innerRun.examined;
        SelectQuery outer = select.over(rows.name());
        List<Ranked> found = new ArrayList<>();
        Grouping grouping = new Grouping(outer);
        for (JsonNode value : values) {
            Evaluator evaluator = new Evaluator(context, value, Map.of());
            Selection selection = new Selection(outer, evaluator);
            selection.forEachRow(null, scope -> {
                if (query.isAggregate()) {
                    grouping.add(evaluator, scope);
                } else {
                    found.add(new Ranked(selection.project(scope), selection.sortKeys(scope), found.size()));
                }
                return true;
            });
        }
        List<Ranked> result = query.isAggregate() ? grouping.rows(context) : found;
        result.removeIf(row -> row.value().isMissingNode());
        result.sort(Ranked.byKeys(outer.orderBy()));
        return window(result);
    }

    /** All rows, cut by OFFSET, LIMIT and TOP. */
    private List<JsonNode> all(List<Ranked> rows) {
        List<JsonNode> all = distinct(rows);
        int offset = Math.min(all.size(), Queries.count(select.offset(), context, 0));
        return all.subList(offset, (int) Math.min(all.size(), (long) offset + mostRows()));
    }

    private QueryPage window(List<Ranked> rows) {
        List<JsonNode> all = all(rows);
        int from = Math.min(all.size(), start().rows());
        int to = from;
        long bytes = 0;
        while (to < all.size() && to - from < request.mostRows() && bytes < PageRequest.MAX_BYTES) {
            bytes += size(all.get(to++));
        }
        String next = to < all.size() ? new Continuation(-1, to, 0, 0).encode(query.text()) : null;
        return new QueryPage(all.subList(from, to), next, examined);
    }

    private List<Ranked> sorted(List<StoredDocument> documents) {
        List<Ranked> rows = query.isAggregate() ? groups(documents) : rows(documents);
        if (!select.orderBy().isEmpty()) {
            rows.sort(Ranked.byKeys(select.orderBy()));
        }
        return rows;
    }

    private List<Ranked> rows(List<StoredDocument> documents) {
        List<Ranked> rows = new ArrayList<>();
        for (StoredDocument document : documents) {
            Selection selection = selectionOn(document);
            selection.forEachRow(null, scope -> {
                JsonNode value = selection.project(scope);
                return value.isMissingNode()
                        || rows.add(new Ranked(value, selection.sortKeys(scope), document.number()));
            });
        }
        return rows;
    }

    private List<Ranked> groups(List<StoredDocument> documents) {
        Grouping grouping = new Grouping(select);
        for (StoredDocument document : documents) {
            Evaluator evaluator = evaluatorOn(document);
            new Selection(select, evaluator).forEachRow(null, scope -> {
                grouping.add(evaluator, scope);
                return true;
            });
        }
        return grouping.rows(context);
    }

    private List<JsonNode> distinct(List<Ranked> rows) {
        Set<String> seen = new HashSet<>();
        List<JsonNode> values = new ArrayList<>(rows.size());
        for (Ranked row : rows) {
            if (!select.distinct() || seen.add(Values.key(row.value()))) {
                values.add(row.value());
            }
        }
        return values;
    }

    private Evaluator evaluatorOn(StoredDocument document) {
        examined++;
        return new Evaluator(context, document.tree(address), Map.of());
    }

    private Selection selectionOn(StoredDocument document) {
        return new Selection(select, evaluatorOn(document));
    }

    /** Roughly the bytes a value has on the wire. */
    private static long size(JsonNode value) {
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

    /** The page being filled, and where it stands. */
    private final class Page {

        private final Continuation from;
        private final List<JsonNode> rows = new ArrayList<>();
        private final int offset = Queries.count(select.offset(), context, 0);
        private final int most = mostRows();
        private int skipped;
        private int taken;
        private long bytes;
        private @Nullable Continuation next;

        Page(Continuation from) {
            this.from = from;
            this.skipped = from.skipped();
            this.taken = from.taken();
        }

        boolean isAtEnd() {
            return taken >= most;
        }

        boolean isFull() {
            return rows.size() >= request.mostRows() || bytes >= PageRequest.MAX_BYTES;
        }

        /** Adds a document's rows; false if the page is full before they end. */
        boolean add(StoredDocument document) {
            int[] row = {0};
            int before = document.number() == from.document() ? from.rows() : 0;
            Selection selection = selectionOn(document);
            return selection.forEachRow(null, scope -> {
                if (row[0]++ < before || isAtEnd()) {
                    return true;
                }
                return take(document, row[0] - 1, selection.project(scope));
            });
        }

        private boolean take(StoredDocument document, int row, JsonNode value) {
            if (value.isMissingNode()) {
                return true;
            }
            if (skipped < offset) {
                skipped++;
                return true;
            }
            if (isFull()) {
                next = new Continuation(document.number(), row, skipped, taken);
                return false;
            }
            rows.add(value);
            bytes += size(value);
            taken++;
            return true;
        }

        QueryPage broken() {
            String token = next == null ? null : next.encode(query.text());
            return new QueryPage(rows, token, examined);
        }
    }
}
