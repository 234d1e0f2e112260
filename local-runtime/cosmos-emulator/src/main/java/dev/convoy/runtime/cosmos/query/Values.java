package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;

/**
 * Values of the query language: JSON nodes, and a missing node for undefined. Numbers are doubles, whatever node holds them.
 * Order of types: undefined, null, false, true, numbers, texts, arrays, objects. Stateless.
 */
public final class Values {

    /** The value of what is not there. */
    public static final JsonNode UNDEFINED = MissingNode.getInstance();

    /** The order of ORDER BY. */
    public static final Comparator<JsonNode> ORDER = Values::compare;

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

    /** The rank of a value's type in the order of types. */
    static int rank(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING -> 0;
            case NULL -> 1;
            case BOOLEAN -> value.booleanValue() ? 3 : 2;
            case NUMBER -> 4;
            case STRING -> 5;
            case ARRAY -> 6;
            case OBJECT -> 7;
            case BINARY, POJO -> throw new IllegalStateException("not a JSON value: " + value.getNodeType());
        };
    }

    /** The total order over all values. */
    static int compare(JsonNode left, JsonNode right) {
        int rank = rank(left);
        int byRank = Integer.compare(rank, rank(right));
        if (byRank != 0) {
            return byRank;
        }
        return switch (rank) {
            case 4 -> compareNumbers(left, right);
            case 5 -> left.textValue().compareTo(right.textValue());
            case 6 -> compareArrays(left, right);
            case 7 -> compareObjects(left, right);
            default -> 0;
        };
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

    private static int compareNumbers(JsonNode left, JsonNode right) {
        if (left.isIntegralNumber()
                && right.isIntegralNumber()
                && left.canConvertToLong()
                && right.canConvertToLong()) {
            return Long.compare(left.longValue(), right.longValue());
        }
        double a = left.doubleValue();
        double b = right.doubleValue();
        return a == b ? 0 : Double.compare(a, b);
    }

    private static int compareArrays(JsonNode left, JsonNode right) {
        int common = Math.min(left.size(), right.size());
        for (int i = 0; i < common; i++) {
            int byElement = compare(left.get(i), right.get(i));
            if (byElement != 0) {
                return byElement;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static int compareObjects(JsonNode left, JsonNode right) {
        if (left.size() != right.size()) {
            return Integer.compare(left.size(), right.size());
        }
        Iterator<Map.Entry<String, JsonNode>> lefts = sorted(left);
        Iterator<Map.Entry<String, JsonNode>> rights = sorted(right);
        while (lefts.hasNext()) {
            Map.Entry<String, JsonNode> l = lefts.next();
            Map.Entry<String, JsonNode> r = rights.next();
            int byName = l.getKey().compareTo(r.getKey());
            int order = byName != 0 ? byName : compare(l.getValue(), r.getValue());
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static Iterator<Map.Entry<String, JsonNode>> sorted(JsonNode object) {
        return object.properties().stream().sorted(Map.Entry.comparingByKey()).iterator();
    }

    private static void writeKey(JsonNode value, StringBuilder out) {
        switch (rank(value)) {
            case 0 -> out.append('u');
            case 4 -> out.append('#').append(number(value));
            case 6 -> {
                out.append('[');
                value.forEach(element -> writeKey(element, out.append(',')));
                out.append(']');
            }
            case 7 -> {
                out.append('{');
                sorted(value)
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
