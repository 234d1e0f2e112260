package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.runtime.cosmos.documents.CompositePath;
import dev.convoy.runtime.cosmos.documents.ContainerAddress;
import dev.convoy.runtime.cosmos.documents.DocumentPath;
import dev.convoy.runtime.cosmos.documents.IndexKey;
import dev.convoy.runtime.cosmos.documents.IndexLookup;
import dev.convoy.runtime.cosmos.documents.StoredDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One page of a query. A query that needs no order, or the order of an index, streams: it goes on after the last document it
 * read. Any other computes its rows anew for each page and goes on after the last row. Confined to one request.
 */
public final class QueryRun {

    private final CompiledQuery query;
    private final SelectQuery select;
    private final QueryContext context;
    private final PageRequest request;
    private final DocumentSource source;
    private int examined;

    private QueryRun(CompiledQuery query, QueryContext context, PageRequest request, DocumentSource source) {
        this.query = query;
        this.select = query.select();
        this.context = context;
        this.request = request;
        this.source = source;
    }

    /**
     * Runs a query.
     *
     * @throws InvalidQueryException if a parameter is missing or the continuation is not one of this query
     */
    public static QueryPage page(
            CompiledQuery query, QueryContext context, PageRequest request, DocumentSource source) {
        QueryRun run = new QueryRun(query, context, request, source);
        if (run.select.sources().isEmpty()) {
            return run.single();
        }
        if (Queries.readsContainerFirst(run.select)) {
            return run.overSubquery();
        }
        if (run.select.orderBy().isEmpty() && !run.select.distinct() && !query.isAggregate()) {
            return run.stream();
        }
        Optional<QueryPage> alongIndex = run.alongIndex();
        return alongIndex.orElseGet(() -> run.window(run.sorted(run.candidates())));
    }

    private Continuation start() {
        String token = request.continuation();
        return token == null ? Continuation.START : Continuation.decode(token, query.text());
    }

    private PageBuilder builder() {
        return new PageBuilder(select, context, request, start());
    }

    private QueryPage single() {
        JsonNode value = new Selection(select, new Evaluator(context, Values.UNDEFINED, Map.of())).project(null);
        boolean none = value.isMissingNode() || Queries.mostRows(select, context) == 0;
        return new QueryPage(none ? List.of() : List.of(value), null, 0);
    }

    /** The documents that may pass WHERE, in the order of their numbers. */
    private List<StoredDocument> candidates() {
        Optional<AccessPath> access = AccessPath.of(select, context);
        Optional<Map.Entry<DocumentPath, List<IndexLookup.Range>>> best = access.flatMap(AccessPath::best);
        if (best.isPresent()) {
            IndexLookup lookup =
                    new IndexLookup(best.get().getKey(), best.get().getValue(), false, null, Integer.MAX_VALUE);
            Optional<List<IndexLookup.Entry>> found = source.find(lookup);
            if (found.isPresent()) {
                return found.get().stream()
                        .map(IndexLookup.Entry::document)
                        .sorted(Comparator.comparingLong(StoredDocument::number))
                        .toList();
            }
        }
        return source.all();
    }

    private QueryPage stream() {
        PageBuilder page = builder();
        for (StoredDocument document : candidates()) {
            if (page.isAtEnd()) {
                break;
            }
            if (document.number() >= page.from().document()
                    && !page.add(selectionOn(document), document.number(), null)) {
                return page.broken(query.text(), examined);
            }
        }
        return page.whole(examined);
    }

    /** Rows in the order of one path, or of a composite index, come from it as they are needed; empty if they cannot. */
    private Optional<QueryPage> alongIndex() {
        boolean plain = select.sources().size() == 1
                && !select.orderBy().isEmpty()
                && !select.distinct()
                && !query.isAggregate();
        AccessPath access = plain ? AccessPath.of(select, context).orElse(null) : null;
        if (access == null || access.hasEquality()) {
            return Optional.empty();
        }
        // Equal values come in the direction of the first key, so that decides which way the index is read.
        boolean backwards = select.orderBy().getFirst().descending();
        return access.orderOf(select.orderBy()).flatMap(key -> switch (key) {
            case DocumentPath path -> along(path, access.rangesOf(path), backwards);
            case CompositePath composite ->
                along(backwards ? composite.reversed() : composite, List.of(IndexLookup.Range.ALL), backwards);
        });
    }

    private Optional<QueryPage> along(IndexKey key, List<IndexLookup.Range> ranges, boolean descending) {
        return new IndexWalk(source, key, ranges, descending, request).run(this::walk);
    }

    private QueryPage walk(IndexWalk.Steps steps) {
        PageBuilder page = builder();
        steps.startAfter(page.from());
        for (IndexLookup.Entry entry = steps.next(); entry != null; entry = steps.next()) {
            if (page.isAtEnd()) {
                break;
            }
            StoredDocument document = entry.document();
            if (!page.add(selectionOn(document), document.number(), entry.value())) {
                return page.broken(query.text(), examined);
            }
        }
        return page.whole(examined);
    }

    /** The first source is a subquery over the whole container: its rows take the documents' place. */
    private QueryPage overSubquery() {
        SelectQuery.Source.Rows rows =
                (SelectQuery.Source.Rows) select.sources().getFirst();
        CompiledQuery inner = CompiledQuery.parse(SqlWriter.text(rows.query()));
        QueryRun innerRun = new QueryRun(inner, context, new PageRequest(Integer.MAX_VALUE, null), source);
        List<JsonNode> values = innerRun.all(innerRun.sorted(innerRun.candidates()));
        examined = innerRun.examined;
        return window(over(select.over(rows.name()), values));
    }

    /** The rows of a query whose documents are any values. */
    static List<JsonNode> rowsOf(CompiledQuery query, QueryContext context, Iterable<JsonNode> values) {
        DocumentSource none = DocumentSource.of(new ContainerAddress(0, 0), List.of());
        QueryRun run = new QueryRun(query, context, new PageRequest(Integer.MAX_VALUE, null), none);
        return run.all(run.over(run.select, values));
    }

    private List<Ranked> over(SelectQuery outer, Iterable<JsonNode> values) {
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
        return result;
    }

    private QueryPage window(List<Ranked> rows) {
        List<JsonNode> all = all(rows);
        int from = Math.min(all.size(), start().rows());
        int to = from;
        long bytes = 0;
        while (to < all.size() && to - from < request.mostRows() && bytes < PageRequest.MAX_BYTES) {
            bytes += PageBuilder.size(all.get(to++));
        }
        String next = to < all.size() ? new Continuation(-1, to, 0, 0, null).encode(query.text()) : null;
        return new QueryPage(all.subList(from, to), next, examined);
    }

    /** All rows, cut by OFFSET, LIMIT and TOP. */
    private List<JsonNode> all(List<Ranked> rows) {
        List<JsonNode> all = distinct(rows);
        int offset = Math.min(all.size(), Queries.count(select.offset(), context, 0));
        return all.subList(offset, (int) Math.min(all.size(), (long) offset + Queries.mostRows(select, context)));
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
        return new Evaluator(context, document.tree(source.address()), Map.of());
    }

    private Selection selectionOn(StoredDocument document) {
        return new Selection(select, evaluatorOn(document));
    }
}
