package dev.convoy.contracts.bigresult;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Name of a series within its transaction: 1 to 64 letters, digits, dots, dashes or underscores, the first and last a letter or digit. It is
 * a part of blob names.
 */
public record SeriesName(@JsonValue String value) implements Comparable<SeriesName> {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?");

    @JsonCreator
    public SeriesName {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "must be 1 to 64 letters, digits, dots, dashes or underscores, first and last a letter or digit");
        }
    }

    @Override
    public int compareTo(SeriesName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
