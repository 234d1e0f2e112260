package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.convoy.runtime.cosmos.documents.ValueOrder;

/**
 * Values of the query language: JSON nodes, and a missing node for undefined. Numbers are doubles, whatever node holds them.
 * Order of types: undefined, null, false, true, numbers, texts, arrays, objects. Stateless.
 */
public final class Values {

    /** The value of what is not there. */
    public static final JsonNode UNDEFINED = MissingNode.getInstance();

    static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final double MAX_EXACT = 1L << 53;

    private Values() {}

    static boolean isTrue(JsonNode value) {
        return value.isBoolean() && value.booleanValue();
    }

    static boolean isFalse(JsonNode value) {
        return value.isBoolean() && !value.booleanValue();
    }

    static JsonNode of(boolean value) {
        return BooleanNode.valueOf(value);
    }

    static JsonNode of(String value) {
        return TextNode.valueOf(value);
    }

    /** A number, as an integer where it is one; undefined where it is none that JSON can say. */
    static JsonNode of(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return UNDEFINED;
        }
        boolean exact = value == Math.rint(value) && Math.abs(value) <= MAX_EXACT;
        return exact ? LongNode.valueOf((long) value) : DoubleNode.valueOf(value);
    }

    /** The order of {@link ValueOrder}. */
    static int compare(JsonNode left, JsonNode right) {
        return ValueOrder.compare(left, right);
    }

    static boolean equal(JsonNode left, JsonNode right) {
        return compare(left, right) == 0;
    }

    /** The value as a text that is the same for equal values: a key for sets and groups. */
    static String key(JsonNode value) {
        StringBuilder out = new StringBuilder();
        writeKey(value, out);
        return out.toString();
    }

    private static void writeKey(JsonNode value, StringBuilder out) {
        switch (ValueOrder.rank(value)) {
            case 0 -> out.append('u');
            case 4 -> out.append('#').append(number(value));
            case 6 -> {
                out.append('[');
                value.forEach(element -> writeKey(element, out.append(',')));
                out.append(']');
            }
            case 7 -> {
                out.append('{');
                ValueOrder.sorted(value)
                        .forEachRemaining(entry -> writeKey(
                                entry.getValue(),
                                out.append(TextNode.valueOf(entry.getKey())).append(':')));
                out.append('}');
            }
            default -> out.append(value);
        }
    }

    private static String number(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return Long.toString(value.longValue());
        }
        double number = value.doubleValue();
        return number == Math.rint(number) && Math.abs(number) <= MAX_EXACT
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
