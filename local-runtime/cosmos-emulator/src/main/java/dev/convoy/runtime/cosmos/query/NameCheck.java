package dev.convoy.runtime.cosmos.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks that every name in a query is bound by a FROM or JOIN around it, and that a query with groups or aggregates asks for
 * nothing else. Stateless.
 */
final class NameCheck {

    private NameCheck() {}

    /**
     * Checks a query and its subqueries.
     *
     * @throws QuerySyntaxException naming the identifier that means nothing
     */
    static void check(SelectQuery query) {
        check(query, Set.of());
    }

    private static void check(SelectQuery query, Set<String> outer) {
        Set<String> names = new HashSet<>(outer);
        for (SelectQuery.Source source : query.sources()) {
            switch (source) {
                case SelectQuery.Source.Documents documents -> {}
                case SelectQuery.Source.Single single -> check(single.path(), names);
                case SelectQuery.Source.Elements elements -> check(elements.array(), names);
                case SelectQuery.Source.Rows rows -> check(rows.query(), names);
                case SelectQuery.Source.ElementsOfRows rows -> check(rows.query(), names);
            }
            names.add(source.name());
        }
        expressionsOf(query).forEach(expression -> check(expression, names));
        if (Queries.isAggregate(query)) {
            checkGrouped(query);
        }
    }

    private static void checkGrouped(SelectQuery query) {
        switch (query.projection()) {
            case SelectQuery.Projection.Star star -> throw notGrouped("*");
            case SelectQuery.Projection.Value value -> checkGrouped(value.expression(), query);
            case SelectQuery.Projection.Columns columns ->
                columns.columns().forEach(column -> checkGrouped(column.expression(), query));
        }
        query.orderBy().forEach(key -> checkGrouped(key.expression(), query));
    }

    private static void checkGrouped(Expression expression, SelectQuery query) {
        if (expression instanceof Expression.Aggregate || query.groupBy().contains(expression)) {
            return;
        }
        boolean own = expression instanceof Expression.Variable variable
                && query.sources().stream().anyMatch(source -> source.name().equals(variable.name()));
        if (own) {
            throw notGrouped(((Expression.Variable) expression).name());
        }
        Queries.operands(expression).forEach(operand -> checkGrouped(operand, query));
    }

    private static QuerySyntaxException notGrouped(String name) {
        return new QuerySyntaxException(
                "Property reference '" + name
                        + "' is invalid in the select list because it is not contained in either an"
                        + " aggregate function or the GROUP BY clause",
                0,
                0);
    }

    private static List<Expression> expressionsOf(SelectQuery query) {
        List<Expression> expressions = new ArrayList<>(query.groupBy());
        switch (query.projection()) {
            case SelectQuery.Projection.Star star -> {}
            case SelectQuery.Projection.Value value -> expressions.add(value.expression());
            case SelectQuery.Projection.Columns columns ->
                columns.columns().forEach(column -> expressions.add(column.expression()));
        }
        if (query.where() != null) {
            expressions.add(query.where());
        }
        query.orderBy().forEach(key -> expressions.add(key.expression()));
        return expressions;
    }

    private static void check(Expression expression, Set<String> names) {
        if (expression instanceof Expression.Variable variable && !names.contains(variable.name())) {
            throw new QuerySyntaxException("Identifier '" + variable.name() + "' could not be resolved", 0, 0);
        }
        SelectQuery subquery = Queries.subqueryOf(expression);
        if (subquery != null) {
            check(subquery, names);
        }
        Queries.operands(expression).forEach(operand -> check(operand, names));
    }
}
