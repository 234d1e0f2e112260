package dev.convoy.runtime.cosmos.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parsed SELECT.
 *
 * @param top null, a number or a parameter
 */
record SelectQuery(
        boolean distinct,
        @Nullable Expression top,
        Projection projection,
        List<Source> sources,
        @Nullable Expression where,
        List<Expression> groupBy,
        List<SortKey> orderBy,
        @Nullable Expression offset,
        @Nullable Expression limit) {

    SelectQuery {
        sources = List.copyOf(sources);
        groupBy = List.copyOf(groupBy);
        orderBy = List.copyOf(orderBy);
    }

    /** The same query with documents of this name as its first source. */
    SelectQuery over(String name) {
        List<Source> others = new ArrayList<>(sources);
        others.set(0, new Source.Documents(name));
        return new SelectQuery(distinct, top, projection, others, where, groupBy, orderBy, offset, limit);
    }

    /** What a row becomes. */
    sealed interface Projection {

        /** {@code SELECT *}. */
        record Star() implements Projection {}

        /** {@code SELECT VALUE x}. */
        record Value(Expression expression) implements Projection {}

        /** {@code SELECT a, b AS c}. */
        record Columns(List<Column> columns) implements Projection {

            public Columns {
                columns = List.copyOf(columns);
            }
        }
    }

    /** One property of a projected object. */
    record Column(String name, Expression expression) {}

    /** A term of FROM or JOIN: binds a name, once for each value it yields. */
    sealed interface Source {

        String name();

        /** The documents of the container. */
        record Documents(String name) implements Source {}

        /** The one value of a path, or nothing if undefined: {@code FROM c.address a}. */
        record Single(String name, Expression path) implements Source {}

        /** The elements of an array: {@code t IN c.tags}. */
        record Elements(String name, Expression array) implements Source {}

        /** The rows of a subquery: {@code (SELECT …) AS t}. */
        record Rows(String name, SelectQuery query) implements Source {}

        /** The elements of each row of a subquery: {@code t IN (SELECT …)}. */
        record ElementsOfRows(String name, SelectQuery query) implements Source {}
    }

    /** One key of ORDER BY. */
    record SortKey(Expression expression, boolean descending) {}
}
