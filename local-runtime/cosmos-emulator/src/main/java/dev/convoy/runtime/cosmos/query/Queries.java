package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be said of a parsed query by looking at it. Stateless. */
final class Queries {

    private Queries() {}

    /** Whether rows are gathered into groups before they are projected. */
    static boolean isAggregate(SelectQuery query) {
        return !query.groupBy().isEmpty() || !aggregatesOf(query).isEmpty();
    }

    /** The aggregates of the projection and the sort keys, without those of subqueries. */
    static List<Expression.Aggregate> aggregatesOf(SelectQuery query) {
        Set<Expression.Aggregate> found = new LinkedHashSet<>();
        List<Expression> expressions = new ArrayList<>();
        switch (query.projection()) {
            case SelectQuery.Projection.Star star -> {}
            case SelectQuery.Projection.Value value -> expressions.add(value.expression());
            case SelectQuery.Projection.Columns columns ->
                columns.columns().forEach(column -> expressions.add(column.expression()));
        }
        query.orderBy().forEach(key -> expressions.add(key.expression()));
        expressions.forEach(expression -> collect(expression, found));
        return List.copyOf(found);
    }

    /** The aggregates in one expression, without those of subqueries. */
    static Set<Expression.Aggregate> aggregatesIn(Expression expression) {
        Set<Expression.Aggregate> found = new LinkedHashSet<>();
        collect(expression, found);
        return found;
    }

    /** The inner query of {@code SELECT COUNT(1) FROM (SELECT DISTINCT …)}, which counts over the whole container; or null. */
    static @Nullable SelectQuery distinctCountOf(SelectQuery query) {
        boolean plain = query.sources().size() == 1
                && query.where() == null
                && query.groupBy().isEmpty();
        if (!plain
                || !(query.sources().getFirst() instanceof SelectQuery.Source.Rows rows)
                || !rows.query().distinct()) {
            return null;
        }
        List<Expression.Aggregate> aggregates = aggregatesOf(query);
        boolean counts = aggregates.size() == 1 && aggregates.getFirst().kind() == Expression.Aggregation.COUNT;
        return counts ? rows.query() : null;
    }

    /** Whether the subquery that is the first source needs all documents before it has its first row. */
    static boolean readsContainerFirst(SelectQuery query) {
        return !query.sources().isEmpty()
                && query.sources().getFirst() instanceof SelectQuery.Source.Rows rows
                && !rows.query().sources().isEmpty()
                && rows.query().sources().getFirst() instanceof SelectQuery.Source.Single single
                && single.path() instanceof Expression.SourceRoot
                && (rows.query().distinct()
                        || isAggregate(rows.query())
                        || !rows.query().orderBy().isEmpty()
                        || rows.query().top() != null
                        || rows.query().limit() != null);
    }

    /** The count a TOP, OFFSET or LIMIT stands for. */
    static int count(@Nullable Expression expression, QueryContext context, int otherwise) {
        if (expression == null) {
            return otherwise;
        }
        JsonNode value = expression instanceof Expression.Parameter parameter
                ? context.parameter(parameter.name())
                : ((Expression.Literal) expression).value();
        if (!Functions.isInt(value) || value.intValue() < 0) {
            throw new InvalidQueryException(
                    "TOP, OFFSET and LIMIT must be whole numbers of zero or more, not " + value);
        }
        return value.intValue();
    }

    /** The rows that TOP and LIMIT let through. */
    static int mostRows(SelectQuery query, QueryContext context) {
        int top = count(query.top(), context, Integer.MAX_VALUE);
        return Math.min(top, count(query.limit(), context, Integer.MAX_VALUE));
    }

    /** The direct operands of an expression, subqueries left out. */
    static List<Expression> operands(Expression expression) {
        return switch (expression) {
            case Expression.Literal e -> List.of();
            case Expression.Parameter e -> List.of();
            case Expression.Variable e -> List.of();
            case Expression.SourceRoot e -> List.of();
            case Expression.Exists e -> List.of();
            case Expression.ArrayOf e -> List.of();
            case Expression.Scalar e -> List.of();
            case Expression.Property e -> List.of(e.target());
            case Expression.Element e -> List.of(e.target(), e.index());
            case Expression.Binary e -> List.of(e.left(), e.right());
            case Expression.And e -> List.of(e.left(), e.right());
            case Expression.Or e -> List.of(e.left(), e.right());
            case Expression.Not e -> List.of(e.operand());
            case Expression.Sign e -> List.of(e.operand());
            case Expression.Coalesce e -> List.of(e.left(), e.right());
            case Expression.Conditional e -> List.of(e.test(), e.then(), e.otherwise());
            case Expression.In e -> {
                List<Expression> all = new ArrayList<>(e.candidates());
                all.add(e.operand());
                yield all;
            }
            case Expression.Between e -> List.of(e.operand(), e.low(), e.high());
            case Expression.Like e -> List.of(e.operand(), e.pattern());
            case Expression.ArrayLiteral e -> e.elements();
            case Expression.ObjectLiteral e ->
                e.members().stream().map(Expression.Member::value).toList();
            case Expression.Call e -> e.arguments();
            case Expression.UdfCall e -> e.arguments();
            case Expression.Aggregate e -> List.of(e.operand());
        };
    }

    /** The subquery an expression is, if it is one. */
    static @Nullable SelectQuery subqueryOf(Expression expression) {
        return switch (expression) {
            case Expression.Exists exists -> exists.query();
            case Expression.ArrayOf array -> array.query();
            case Expression.Scalar scalar -> scalar.query();
            default -> null;
        };
    }

    private static void collect(Expression expression, Set<Expression.Aggregate> found) {
        if (expression instanceof Expression.Aggregate aggregate) {
            found.add(aggregate);
        } else {
            operands(expression).forEach(operand -> collect(operand, found));
        }
    }
}
