package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One SELECT on the rows of one document or outer row: expands its sources, filters, and projects. Immutable, but for what the
 * caller collects.
 */
final class Selection {

    private final SelectQuery query;
    private final Evaluator evaluator;

    Selection(SelectQuery query, Evaluator evaluator) {
        this.query = query;
        this.evaluator = evaluator;
    }

    /** Visits the row scopes that pass WHERE until the visitor answers false; answers whether it never did. */
    boolean forEachRow(@Nullable Scope outer, Predicate<@Nullable Scope> visitor) {
        return expand(0, outer, visitor);
    }

    /** The projected rows of a subquery, at most so many. */
    List<JsonNode> values(@Nullable Scope outer, int most) {
        List<Ranked> rows = Queries.isAggregate(query) ? groups(outer) : rows(outer, mayStopAt(most));
        if (!query.orderBy().isEmpty()) {
            rows.sort(Ranked.byKeys(query.orderBy()));
        }
        return window(distinct(rows), most);
    }

    /** What a row's scope becomes; undefined if nothing. */
    JsonNode project(@Nullable Scope scope) {
        return switch (query.projection()) {
            case SelectQuery.Projection.Star star -> scope == null ? Values.UNDEFINED : scope.value();
            case SelectQuery.Projection.Value value -> evaluator.value(value.expression(), scope);
            case SelectQuery.Projection.Columns columns -> columns(columns, scope);
        };
    }

    List<JsonNode> sortKeys(@Nullable Scope scope) {
        List<JsonNode> keys = new ArrayList<>(query.orderBy().size());
        query.orderBy().forEach(key -> keys.add(evaluator.value(key.expression(), scope)));
        return keys;
    }

    private int mayStopAt(int most) {
        boolean all = query.distinct() || !query.orderBy().isEmpty() || query.offset() != null;
        return all ? Integer.MAX_VALUE : most;
    }

    private List<Ranked> rows(@Nullable Scope outer, int most) {
        List<Ranked> rows = new ArrayList<>();
        forEachRow(outer, scope -> {
            JsonNode value = project(scope);
            if (!value.isMissingNode()) {
                rows.add(new Ranked(value, sortKeys(scope), rows.size()));
            }
            return rows.size() < most;
        });
        return rows;
    }

    private List<Ranked> groups(@Nullable Scope outer) {
        Grouping grouping = new Grouping(query);
        forEachRow(outer, scope -> {
            grouping.add(evaluator, scope);
            return true;
        });
        return grouping.rows(evaluator.context());
    }

    private List<JsonNode> distinct(List<Ranked> rows) {
        Set<String> seen = new HashSet<>();
        List<JsonNode> values = new ArrayList<>(rows.size());
        for (Ranked row : rows) {
            if (!query.distinct() || seen.add(Values.key(row.value()))) {
                values.add(row.value());
            }
        }
        return values;
    }

    private List<JsonNode> window(List<JsonNode> values, int most) {
        int offset = Math.min(Queries.count(query.offset(), evaluator.context(), 0), values.size());
        int top = Queries.count(query.top(), evaluator.context(), Integer.MAX_VALUE);
        int limit = Math.min(top, Queries.count(query.limit(), evaluator.context(), Integer.MAX_VALUE));
        long end = Math.min(values.size(), (long) offset + Math.min(limit, most));
        return values.subList(offset, (int) end);
    }

    private JsonNode columns(SelectQuery.Projection.Columns columns, @Nullable Scope scope) {
        ObjectNode object = Values.NODES.objectNode();
        for (SelectQuery.Column column : columns.columns()) {
            JsonNode value = evaluator.value(column.expression(), scope);
            if (!value.isMissingNode()) {
                object.set(column.name(), value);
            }
        }
        return object;
    }

    private boolean expand(int index, @Nullable Scope scope, Predicate<@Nullable Scope> visitor) {
        if (index == query.sources().size()) {
            Expression where = query.where();
            return where != null && !evaluator.isTrue(where, scope) || visitor.test(scope);
        }
        SelectQuery.Source source = query.sources().get(index);
        for (JsonNode value : valuesOf(source, scope)) {
            if (!expand(index + 1, new Scope(source.name(), value, scope), visitor)) {
                return false;
            }
        }
        return true;
    }

    private Iterable<JsonNode> valuesOf(SelectQuery.Source source, @Nullable Scope scope) {
        return switch (source) {
            case SelectQuery.Source.Documents documents -> List.of(evaluator.root());
            case SelectQuery.Source.Single single -> {
                JsonNode value = evaluator.value(single.path(), scope);
                yield value.isMissingNode() ? List.of() : List.of(value);
            }
            case SelectQuery.Source.Elements elements -> elementsOf(evaluator.value(elements.array(), scope));
            case SelectQuery.Source.Rows rows ->
                new Selection(rows.query(), evaluator).values(scope, Integer.MAX_VALUE);
            case SelectQuery.Source.ElementsOfRows rows -> {
                List<JsonNode> elements = new ArrayList<>();
                new Selection(rows.query(), evaluator)
                        .values(scope, Integer.MAX_VALUE)
                        .forEach(row -> elementsOf(row).forEach(elements::add));
                yield elements;
            }
        };
    }

    private static Iterable<JsonNode> elementsOf(JsonNode value) {
        return value.isArray() ? value : List.of();
    }
}
