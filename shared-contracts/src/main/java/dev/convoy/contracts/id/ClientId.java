package dev.convoy.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Who a big result belongs to: 1 to 40 lower-case letters, digits, dots, dashes or underscores, the first and last a letter or digit. So it
 * fits into the name of a subscription, and no two clients share one (those names do not tell case apart).
 */
public record ClientId(@JsonValue String value) {

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,38}[a-z0-9])?");

    @JsonCreator
    public ClientId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "must be 1 to 40 lower-case letters, digits, dots, dashes or underscores, first and last a letter or digit");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
