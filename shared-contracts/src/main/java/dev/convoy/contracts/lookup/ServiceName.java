package dev.convoy.contracts.lookup;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Name of a lookup service, such as {@code rdap}: 2 to 20 lower-case letters or digits. */
public record ServiceName(@JsonValue String value) implements Comparable<ServiceName> {

    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9]{1,19}");

    @JsonCreator
    public ServiceName {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("must be 2 to 20 lower-case letters or digits");
        }
    }

    @Override
    public int compareTo(ServiceName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
