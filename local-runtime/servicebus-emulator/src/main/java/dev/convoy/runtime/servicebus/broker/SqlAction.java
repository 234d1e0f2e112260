package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.message.Message;
import dev.convoy.runtime.servicebus.sql.SqlChanges;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a rule changes in the copies it lets through. Equal by text and parameters. */
public final class SqlAction {

    private final String expression;
    private final Map<String, Object> parameters;
    private final SqlChanges changes;

    /** @throws dev.convoy.runtime.servicebus.sql.SqlSyntaxException if the text does not follow the grammar */
    public SqlAction(String expression, Map<String, ?> parameters) {
        this.expression = expression;
        this.parameters = Map.copyOf(new LinkedHashMap<>(parameters));
        this.changes = SqlChanges.parse(expression, parameters);
    }

    public String expression() {
        return expression;
    }

    public Map<String, Object> parameters() {
        return parameters;
    }

    Message apply(Message message) {
        return changes.apply(message);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SqlAction that
                && expression.equals(that.expression)
                && parameters.equals(that.parameters);
    }

    @Override
    public int hashCode() {
        return expression.hashCode();
    }
}
