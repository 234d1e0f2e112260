package dev.convoy.runtime.servicebus.sql;

import dev.convoy.runtime.servicebus.message.MessageView;
import java.util.Map;

/** A parsed SQL filter. Immutable. */
public final class SqlCondition {

    private static final int MAX_LENGTH = 1024;

    private final Predicate predicate;

    private SqlCondition(Predicate predicate) {
        this.predicate = predicate;
    }

    /**
     * @param parameters values of names such as {@code @size} in the text
     * @throws SqlSyntaxException if the text does not follow the grammar or is longer than 1,024 characters
     */
    public static SqlCondition parse(String text, Map<String, ?> parameters) {
        if (text.length() > MAX_LENGTH) {
            throw new SqlSyntaxException(
                    text, MAX_LENGTH, "a filter has at most " + MAX_LENGTH + " characters; it ends");
        }
        return new SqlCondition(new Parser(text, parameters).filter());
    }

    /** @throws SqlEvaluationException if the message's values do not allow an answer */
    public boolean matches(MessageView message) {
        return Boolean.TRUE.equals(predicate.test(message));
    }
}
