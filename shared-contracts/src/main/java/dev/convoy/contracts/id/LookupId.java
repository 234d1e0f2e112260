package dev.convoy.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Identity of a lookup, and of its orchestration instance. One to 120 letters, digits, dots, dashes or
 * underscores, which leaves room for what is derived from it.
 */
public record LookupId(@JsonValue String value) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._-]{1,120}");

    @JsonCreator
    public LookupId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("must be 1 to 120 letters, digits, dots, dashes or underscores");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
