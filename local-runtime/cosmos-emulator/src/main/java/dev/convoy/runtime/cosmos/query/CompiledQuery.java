package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

    /** Whether rows are bare values: the SDK must know to unwrap them. */
    public boolean isSelectValue() {
        return select.projection() instanceof SelectQuery.Projection.Value;
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
