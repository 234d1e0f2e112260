package dev.convoy.runtime.servicebus.sql;

import dev.convoy.runtime.servicebus.message.Message;
import java.util.List;
import java.util.Map;

/** A parsed SQL action. Immutable. */
public final class SqlChanges {

    private final List<Assignment> assignments;

    private SqlChanges(List<Assignment> assignments) {
        this.assignments = List.copyOf(assignments);
    }

    /** @throws SqlSyntaxException if the text does not follow the grammar */
    public static SqlChanges parse(String text, Map<String, ?> parameters) {
        return new SqlChanges(new Parser(text, parameters).action());
    }

    /** The message with the changes, each step seeing those before it. */
    public Message apply(Message message) {
        Message changed = message;
        for (Assignment assignment : assignments) {
            changed = assignment.apply(changed);
        }
        return changed;
    }
}
