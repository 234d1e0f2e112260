package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.documents.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a client must know to run a query over several partitions and merge the answers: the query each partition gets instead,
 * and what to sort, gather, cut and drop. Source: {@code PartitionedQueryExecutionInfo} and the pipeline of azure-cosmos.
 * Confined to one request.
 */
final class QueryPlan {

    /** Where the client puts its condition when it goes on in the middle of an ordered answer. */
    private static final String RESUME_FILTER = "{documentdb-formattableorderbyquery-filter}";

    private final SelectQuery query;
    private final QueryContext context;
    private final ObjectNode info = Json.MAPPER.createObjectNode();

    private QueryPlan(SelectQuery query, QueryContext context) {
        this.query = query;
        this.context = context;
    }

    /**
     * The {@code queryInfo} for several partitions.
     *
     * @throws InvalidQueryException if the answers of partitions cannot be merged
     */
    static ObjectNode of(SelectQuery query, QueryContext context) {
        return new QueryPlan(query, context).build();
    }

    private ObjectNode build() {
        info.put("distinctType", query.distinct() ? distinctType() : "None");
        info.put("hasSelectValue", query.projection() instanceof SelectQuery.Projection.Value);
        ArrayNode orderBy = info.putArray("orderBy");
        ArrayNode expressions = info.putArray("orderByExpressions");
        for (SelectQuery.SortKey key : query.orderBy()) {
            orderBy.add(key.descending() ? "Descending" : "Ascending");
            expressions.add(SqlWriter.text(key.expression()));
        }
        info.putArray("groupByExpressions");
        info.putArray("groupByAliases");
        info.putArray("aggregates");
        info.putObject("groupByAliasToAggregateType");
        info.put("rewrittenQuery", "").put("hasNonStreamingOrderBy", false);
        cuts();
        rewrite();
        return info;
    }

    private void cuts() {
        if (query.top() != null) {
            info.put("top", Queries.count(query.top(), context, 0));
        }
        if (query.limit() != null) {
            info.put("offset", Queries.count(query.offset(), context, 0));
            info.put("limit", Queries.count(query.limit(), context, 0));
        }
    }

    private void rewrite() {
        SelectQuery distinctCount = Queries.distinctCountOf(query);
        if (distinctCount != null) {
            distinctCount(distinctCount);
        } else if (Queries.isAggregate(query)) {
            aggregates();
        } else if (!query.orderBy().isEmpty()) {
            info.put("rewrittenQuery", ordered());
        } else if (query.limit() != null) {
            info.put(
                    "rewrittenQuery",
                    "SELECT " + (query.distinct() ? "DISTINCT " : "") + SqlWriter.projection(query.projection())
                            + rest() + cut());
        }
    }

    /** Rows that are already in order need only be compared with the one before. */
    private String distinctType() {
        boolean ordered = query.orderBy().size() == 1
                && query.projection() instanceof SelectQuery.Projection.Value value
                && value.expression().equals(query.orderBy().getFirst().expression());
        return ordered ? "Ordered" : "Unordered";
    }

    private void distinctCount(SelectQuery distinct) {
        ObjectNode count = info.putObject("dCountInfo");
        if (query.projection() instanceof SelectQuery.Projection.Columns columns) {
            String name = columns.columns().getFirst().name();
            count.put("dCountAlias", name.startsWith("$") ? "" : name);
        } else {
            count.put("dCountAlias", "");
        }
        info.put("distinctType", "Unordered");
        info.put("rewrittenQuery", SqlWriter.text(distinct));
    }

    private String ordered() {
        SelectQuery.Source first = query.sources().getFirst();
        if (!(first instanceof SelectQuery.Source.Documents documents)) {
            throw new InvalidQueryException("ORDER BY over several partitions needs FROM to name the container itself");
        }
        List<String> items = new ArrayList<>();
        query.orderBy().forEach(key -> items.add("{\"item\": " + SqlWriter.text(key.expression()) + "}"));
        String where = query.where() == null ? "" : "(" + SqlWriter.text(query.where()) + ") AND ";
        String top = query.top() == null ? "" : "TOP " + Queries.count(query.top(), context, 0) + " ";
        return "SELECT " + top + documents.name() + "._rid, [" + String.join(", ", items) + "] AS orderByItems, "
                + payload(documents.name()) + " AS payload" + SqlWriter.from(query.sources()) + " WHERE " + where + "("
                + RESUME_FILTER + ")" + SqlWriter.orderBy(query.orderBy()) + (query.limit() == null ? "" : cut());
    }

    private String payload(String documents) {
        return switch (query.projection()) {
            case SelectQuery.Projection.Star star -> documents;
            case SelectQuery.Projection.Value value -> SqlWriter.text(value.expression());
            case SelectQuery.Projection.Columns columns -> {
                List<String> members = new ArrayList<>();
                columns.columns()
                        .forEach(column ->
                                members.add(Json.quote(column.name()) + ": " + SqlWriter.text(column.expression())));
                yield "{" + String.join(", ", members) + "}";
            }
        };
    }

    private void aggregates() {
        if (!query.orderBy().isEmpty()) {
            throw new InvalidQueryException(
                    "ORDER BY with GROUP BY or aggregates is not supported over several partitions");
        }
        switch (query.projection()) {
            case SelectQuery.Projection.Star star -> throw new IllegalStateException("* has no aggregates");
            case SelectQuery.Projection.Value value -> valueAggregate(value.expression());
            case SelectQuery.Projection.Columns columns -> columnAggregates(columns.columns());
        }
    }

    private void valueAggregate(Expression expression) {
        if (expression instanceof Expression.Aggregate aggregate) {
            info.withArray("aggregates").add(nameOf(aggregate));
        } else if (!Queries.aggregatesIn(expression).isEmpty()) {
            throw new InvalidQueryException(
                    "Cross partition query only supports 'VALUE <AggregateFunc>' for aggregates");
        }
        if (query.groupBy().isEmpty()) {
            info.put("rewrittenQuery", "SELECT VALUE [" + item(expression) + "]" + rest());
        } else {
            String payload = expression instanceof Expression.Aggregate
                    ? "[" + item(expression) + "]"
                    : SqlWriter.text(expression);
            grouped(payload);
        }
    }

    private void columnAggregates(List<SelectQuery.Column> columns) {
        List<String> members = new ArrayList<>();
        ObjectNode types = info.withObject("/groupByAliasToAggregateType");
        for (SelectQuery.Column column : columns) {
            info.withArray("groupByAliases").add(column.name());
            if (column.expression() instanceof Expression.Aggregate aggregate) {
                types.put(column.name(), nameOf(aggregate));
                members.add(Json.quote(column.name()) + ": " + item(aggregate));
            } else if (Queries.aggregatesIn(column.expression()).isEmpty()) {
                types.putNull(column.name());
                members.add(Json.quote(column.name()) + ": " + SqlWriter.text(column.expression()));
            } else {
                throw new InvalidQueryException(
                        "Compositions of aggregates and other expressions are not allowed over several partitions");
            }
        }
        grouped("{" + String.join(", ", members) + "}");
    }

    private void grouped(String payload) {
        List<String> items = new ArrayList<>();
        for (Expression key : query.groupBy()) {
            info.withArray("groupByExpressions").add(SqlWriter.text(key));
            items.add("{\"item\": " + SqlWriter.text(key) + "}");
        }
        info.put(
                "rewrittenQuery",
                "SELECT [" + String.join(", ", items) + "] AS groupByItems, " + payload + " AS payload" + rest());
    }

    /** An aggregate as partitions answer it, so that it can be merged. */
    private static String item(Expression expression) {
        if (!(expression instanceof Expression.Aggregate aggregate)) {
            return "{\"item\": " + SqlWriter.text(expression) + "}";
        }
        String operand = SqlWriter.text(aggregate.operand());
        String count = "\"count\": COUNT(" + operand + ")";
        return switch (aggregate.kind()) {
            case COUNT, SUM -> "{\"item\": " + SqlWriter.text(aggregate) + "}";
            case AVG -> "{\"item\": {\"sum\": SUM(" + operand + "), " + count + "}}";
            case MIN -> "{\"item\": {\"min\": MIN(" + operand + "), " + count + "}}";
            case MAX -> "{\"item\": {\"max\": MAX(" + operand + "), " + count + "}}";
        };
    }

    private static String nameOf(Expression.Aggregate aggregate) {
        String name = aggregate.kind().name();
        return aggregate.kind() == Expression.Aggregation.AVG
                ? "Average"
                : name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private String rest() {
        String where = query.where() == null ? "" : " WHERE " + SqlWriter.text(query.where());
        List<String> keys = query.groupBy().stream().map(SqlWriter::text).toList();
        return SqlWriter.from(query.sources()) + where + (keys.isEmpty() ? "" : " GROUP BY " + String.join(", ", keys));
    }

    /** Each partition must answer what may be skipped and what may be taken. */
    private String cut() {
        long most = (long) Queries.count(query.offset(), context, 0) + Queries.count(query.limit(), context, 0);
        return " OFFSET 0 LIMIT " + Math.min(most, 999_999_999);
    }
}
