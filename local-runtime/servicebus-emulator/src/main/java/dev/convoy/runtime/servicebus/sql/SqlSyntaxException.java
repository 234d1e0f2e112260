package dev.convoy.runtime.servicebus.sql;

/** A filter or action that does not follow the grammar; says where. */
public final class SqlSyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    SqlSyntaxException(String text, int position, String problem) {
        super(problem + " at character " + (position + 1) + " of \"" + text + "\"");
    }
}
