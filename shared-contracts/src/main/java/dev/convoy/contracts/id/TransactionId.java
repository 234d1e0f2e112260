package dev.convoy.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Identity of a big-result transaction, and of its orchestration instance: 8 to 40 lower-case letters, digits and single dashes within. So it
 * fits into the name of a blob container. A producer may choose it; nobody else may be able to guess it.
 */
public record TransactionId(@JsonValue String value) {

    private static final Pattern SHAPE = Pattern.compile("(?=.{8,40}$)[a-z0-9]+(-[a-z0-9]+)*");

    @JsonCreator
    public TransactionId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("must be 8 to 40 lower-case letters, digits and single dashes within");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
