package dev.convoy.contracts.event;

import org.jspecify.annotations.Nullable;

/** A message on the bus cannot be read. Redelivery does not mend it: park it with this reason. */
public final class MalformedMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    public MalformedMessageException(String field, String problem, @Nullable Throwable cause) {
        super(field + ": " + problem, cause);
        this.field = field;
    }

    /** What is wrong, such as {@code data.items[0].quantity}. */
    public String field() {
        return field;
    }
}
