package dev.convoy.runtime.cosmos.query;

/** A query text that cannot be understood; says where. Repeating it gives the same. */
public final class QuerySyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int start;
    private final int end;

    QuerySyntaxException(String message, int start, int end) {
        super(message + " at position " + start, null, false, false);
        this.start = start;
        this.end = end;
    }

    /** Offset of the first offending character. */
    public int start() {
        return start;
    }

    /** Offset after the last one. */
    public int end() {
        return end;
    }
}
