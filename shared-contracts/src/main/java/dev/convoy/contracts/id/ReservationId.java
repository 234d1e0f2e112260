package dev.convoy.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Identity of a reservation across products. One to 128 letters, digits, dots, dashes or underscores. */
public record ReservationId(@JsonValue String value) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    @JsonCreator
    public ReservationId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("must be 1 to 128 letters, digits, dots, dashes or underscores");
        }
    }

    /** The one reservation an order can have: known before it is made. */
    public static ReservationId of(OrderId orderId) {
        return new ReservationId("res-" + orderId.value());
    }

    @Override
    public String toString() {
        return value;
    }
}
