package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.documents.IndexKey;
import dev.convoy.runtime.cosmos.documents.Json;
import dev.convoy.runtime.cosmos.documents.PatchCondition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A query text, parsed and checked: ready to be run any number of times. Immutable. */
public final class CompiledQuery {

    private final String text;
    private final SelectQuery select;
    private final boolean aggregate;

    private CompiledQuery(String text, SelectQuery select) {
        this.text = text;
        this.select = select;
        this.aggregate = Queries.isAggregate(select);
    }

    /**
     * Parses a query.
     *
     * @throws QuerySyntaxException saying what is wrong and where
     */
    public static CompiledQuery parse(String text) {
        SelectQuery select = SqlParser.parse(text);
        NameCheck.check(select);
        return new CompiledQuery(text, select);
    }

    /**
     * Parses the filter predicate of a patch, {@code FROM c WHERE …}.
     *
     * @throws QuerySyntaxException saying what is wrong and where
     */
    public static PatchCondition parseCondition(String predicate, QueryContext context) {
        CompiledQuery query = parse("SELECT VALUE 1 " + predicate);
        return document -> query.matches(document, context);
    }

    /**
     * What the client must know to merge the answers of several partitions; of one, nothing but how to unwrap rows.
     *
     * @throws InvalidQueryException if answers of several partitions cannot be merged
     */
    public ObjectNode plan(int partitions, QueryContext context) {
        if (partitions > 1) {
            return QueryPlan.of(select, context);
        }
        boolean values = select.projection() instanceof SelectQuery.Projection.Value;
        return Json.MAPPER.createObjectNode().put("hasSelectValue", values);
    }

    /** What ORDER BY orders the container's documents by; empty without one, or if it orders by anything but their paths. */
    public Optional<IndexKey> order(QueryContext context) {
        return select.orderBy().isEmpty()
                ? Optional.empty()
                : AccessPath.withoutConditions(select, context).flatMap(access -> access.orderOf(select.orderBy()));
    }

    /** The rows of this query over any values, such as the descriptions of databases. */
    public List<JsonNode> rowsOf(Iterable<JsonNode> values, QueryContext context) {
        return QueryRun.rowsOf(this, context, values);
    }

    String text() {
        return text;
    }

    SelectQuery select() {
        return select;
    }

    boolean isAggregate() {
        return aggregate;
    }

    private boolean matches(ObjectNode document, QueryContext context) {
        Evaluator evaluator = new Evaluator(context, document, Map.of());
        return !new Selection(select, evaluator).forEachRow(null, scope -> false);
    }
}
