package dev.convoy.runtime.cosmos.query;

import dev.convoy.runtime.cosmos.documents.Json;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes expressions and clauses as query text again, every operator in parentheses. Stateless. */
final class SqlWriter {

    private SqlWriter() {}

    static String text(Expression expression) {
        return switch (expression) {
            case Expression.Literal e ->
                e.value().isMissingNode() ? "undefined" : e.value().toString();
            case Expression.Parameter e -> e.name();
            case Expression.Variable e -> e.name();
            case Expression.SourceRoot e -> e.name();
            case Expression.Property e -> text(e.target()) + "[" + Json.quote(e.name()) + "]";
            case Expression.Element e -> text(e.target()) + "[" + text(e.index()) + "]";
            case Expression.Binary e -> infix(e.left(), e.operator().symbol(), e.right());
            case Expression.And e -> infix(e.left(), "AND", e.right());
            case Expression.Or e -> infix(e.left(), "OR", e.right());
            case Expression.Not e -> "(NOT " + text(e.operand()) + ")";
            case Expression.Sign e -> "(" + e.operator() + " " + text(e.operand()) + ")";
            case Expression.Coalesce e -> infix(e.left(), "??", e.right());
            case Expression.Conditional e ->
                "(" + text(e.test()) + " ? " + text(e.then()) + " : " + text(e.otherwise()) + ")";
            case Expression.In e -> "(" + text(e.operand()) + " IN (" + list(e.candidates()) + "))";
            case Expression.Between e ->
                "(" + text(e.operand()) + " BETWEEN " + text(e.low()) + " AND " + text(e.high()) + ")";
            case Expression.Like e -> like(e);
            case Expression.Exists e -> "EXISTS(" + text(e.query()) + ")";
            case Expression.ArrayOf e -> "ARRAY(" + text(e.query()) + ")";
            case Expression.Scalar e -> "(" + text(e.query()) + ")";
            case Expression.ArrayLiteral e -> "[" + list(e.elements()) + "]";
            case Expression.ObjectLiteral e ->
                joined(e.members(), member -> Json.quote(member.name()) + ": " + text(member.value()), "{", "}");
            case Expression.Call e -> e.function().name() + "(" + list(e.arguments()) + ")";
            case Expression.UdfCall e -> "udf." + e.name() + "(" + list(e.arguments()) + ")";
            case Expression.Aggregate e -> e.kind() + "(" + text(e.operand()) + ")";
        };
    }

    static String text(SelectQuery query) {
        StringBuilder text = new StringBuilder("SELECT ");
        text.append(query.distinct() ? "DISTINCT " : "");
        text.append(query.top() == null ? "" : "TOP " + text(query.top()) + " ");
        text.append(projection(query.projection()));
        text.append(from(query.sources()));
        text.append(query.where() == null ? "" : " WHERE " + text(query.where()));
        text.append(query.groupBy().isEmpty() ? "" : " GROUP BY " + list(query.groupBy()));
        text.append(orderBy(query.orderBy()));
        if (query.offset() != null && query.limit() != null) {
            text.append(" OFFSET ")
                    .append(text(query.offset()))
                    .append(" LIMIT ")
                    .append(text(query.limit()));
        }
        return text.toString();
    }

    static String orderBy(List<SelectQuery.SortKey> keys) {
        return keys.isEmpty()
                ? ""
                : joined(keys, key -> text(key.expression()) + (key.descending() ? " DESC" : " ASC"), " ORDER BY ", "");
    }

    static String from(List<SelectQuery.Source> sources) {
        return sources.isEmpty()
                ? ""
                : " FROM " + sources.stream().map(SqlWriter::source).collect(Collectors.joining(" JOIN "));
    }

    static String projection(SelectQuery.Projection projection) {
        return switch (projection) {
            case SelectQuery.Projection.Star star -> "*";
            case SelectQuery.Projection.Value value -> "VALUE " + text(value.expression());
            case SelectQuery.Projection.Columns columns ->
                joined(
                        columns.columns(),
                        column -> text(column.expression()) + " AS " + Json.quote(column.name()),
                        "",
                        "");
        };
    }

    private static String source(SelectQuery.Source source) {
        return switch (source) {
            case SelectQuery.Source.Documents s -> s.name();
            case SelectQuery.Source.Single s -> text(s.path()) + " AS " + s.name();
            case SelectQuery.Source.Elements s -> s.name() + " IN " + text(s.array());
            case SelectQuery.Source.Rows s -> "(" + text(s.query()) + ") AS " + s.name();
            case SelectQuery.Source.ElementsOfRows s -> s.name() + " IN (" + text(s.query()) + ")";
        };
    }

    private static String like(Expression.Like like) {
        String escape = like.escape() == null
                ? ""
                : " ESCAPE " + Json.quote(like.escape().toString());
        return "(" + text(like.operand()) + " LIKE " + text(like.pattern()) + escape + ")";
    }

    private static String infix(Expression left, String operator, Expression right) {
        return "(" + text(left) + " " + operator + " " + text(right) + ")";
    }

    private static String list(List<Expression> expressions) {
        return joined(expressions, SqlWriter::text, "", "");
    }

    private static <T> String joined(List<T> parts, Function<T, String> text, String open, String close) {
        return parts.stream().map(text).collect(Collectors.joining(", ", open, close));
    }
}
