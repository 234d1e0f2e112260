package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.documents.Json;
import dev.convoy.runtime.cosmos.documents.PatchCondition;
import java.util.Map;

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
