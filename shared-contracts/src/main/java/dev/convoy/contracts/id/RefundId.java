package dev.convoy.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Identity of a refund. One to 128 letters, digits, dots, dashes or underscores. */
public record RefundId(@JsonValue String value) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    @JsonCreator
    public RefundId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("must be 1 to 128 letters, digits, dots, dashes or underscores");
        }
    }

    /** The one refund an order can have. */
    public static RefundId of(OrderId orderId) {
        return new RefundId("ref-" + orderId.value());
    }

    @Override
    public String toString() {
        return value;
    }
}
