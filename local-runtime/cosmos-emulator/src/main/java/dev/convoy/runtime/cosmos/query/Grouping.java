package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows gathered into groups with their aggregates. Without GROUP BY there is one group, even of no rows. Confined to one query. */
final class Grouping {

    /** Most groups one query may hold. */
    private static final int MAX_GROUPS = 1_000_000;

    private final SelectQuery query;
    private final List<Expression.Aggregate> aggregates;
    private final Map<String, Group> groups = new LinkedHashMap<>();

    Grouping(SelectQuery query) {
        this.query = query;
        this.aggregates = Queries.aggregatesOf(query);
        if (query.groupBy().isEmpty()) {
            groups.put("", new Group(Values.UNDEFINED, null, aggregates));
        }
    }

    void add(Evaluator evaluator, @Nullable Scope scope) {
        StringBuilder key = new StringBuilder();
        for (Expression expression : query.groupBy()) {
            key.append(Values.key(evaluator.value(expression, scope))).append('\n');
        }
        Group group = groups.computeIfAbsent(key.toString(), k -> new Group(evaluator.root(), scope, aggregates));
        if (groups.size() > MAX_GROUPS) {
            throw new InvalidQueryException("The query has more than " + MAX_GROUPS + " groups");
        }
        group.add(evaluator, scope);
    }

    List<Ranked> rows(QueryContext context) {
        List<Ranked> rows = new ArrayList<>(groups.size());
        for (Group group : groups.values()) {
            Selection selection = new Selection(query, new Evaluator(context, group.root, group.values()));
            JsonNode value = selection.project(group.scope);
            if (!value.isMissingNode()) {
                rows.add(new Ranked(value, selection.sortKeys(group.scope), rows.size()));
            }
        }
        return rows;
    }

    private static final class Group {

        private final JsonNode root;
        private final @Nullable Scope scope;
        private final Map<Expression.Aggregate, Accumulator> accumulators = new LinkedHashMap<>();

        Group(JsonNode root, @Nullable Scope scope, List<Expression.Aggregate> aggregates) {
            this.root = root;
            this.scope = scope;
            aggregates.forEach(aggregate -> accumulators.put(aggregate, new Accumulator(aggregate.kind())));
        }

        void add(Evaluator evaluator, @Nullable Scope row) {
            accumulators.forEach(
                    (aggregate, accumulator) -> accumulator.add(evaluator.value(aggregate.operand(), row)));
        }

        Map<Expression.Aggregate, JsonNode> values() {
            Map<Expression.Aggregate, JsonNode> values = new HashMap<>();
            accumulators.forEach((aggregate, accumulator) -> values.put(aggregate, accumulator.result()));
            return values;
        }
    }
}
