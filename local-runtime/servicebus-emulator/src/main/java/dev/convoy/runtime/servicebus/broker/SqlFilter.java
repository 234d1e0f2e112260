package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.message.MessageView;
import dev.convoy.runtime.servicebus.sql.SqlCondition;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lets through what fulfils a condition in the SQL-like language. Equal by text and parameters. */
public final class SqlFilter implements Filter {

    private final String expression;
    private final Map<String, Object> parameters;
    private final SqlCondition condition;

    /** @throws dev.convoy.runtime.servicebus.sql.SqlSyntaxException if the text does not follow the grammar */
    public SqlFilter(String expression, Map<String, ?> parameters) {
        this.expression = expression;
        this.parameters = Map.copyOf(new LinkedHashMap<>(parameters));
        this.condition = SqlCondition.parse(expression, parameters);
    }

    public String expression() {
        return expression;
    }

    public Map<String, Object> parameters() {
        return parameters;
    }

    @Override
    public boolean matches(MessageView message) {
        return condition.matches(message);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SqlFilter that
                && expression.equals(that.expression)
                && parameters.equals(that.parameters);
    }

    @Override
    public int hashCode() {
        return expression.hashCode();
    }
}
