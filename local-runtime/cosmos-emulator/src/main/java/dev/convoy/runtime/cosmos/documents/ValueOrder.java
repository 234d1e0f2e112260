package dev.convoy.runtime.cosmos.documents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;

/**
 * The total order over JSON values that ORDER BY and the index share: undefined (a missing node), null, false, true, numbers,
 * texts, arrays, objects. Numbers compare by value, whatever node holds them. Stateless.
 */
public final class ValueOrder {

    /** The order as a comparator. */
    public static final Comparator<JsonNode> ORDER = ValueOrder::compare;

    private static final int NUMBER = 4;
    private static final int TEXT = 5;
    private static final int ARRAY = 6;
    private static final int OBJECT = 7;

    private ValueOrder() {}

    /** The rank of a value's type. */
    public static int rank(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING -> 0;
            case NULL -> 1;
            case BOOLEAN -> value.booleanValue() ? 3 : 2;
            case NUMBER -> NUMBER;
            case STRING -> TEXT;
            case ARRAY -> ARRAY;
            case OBJECT -> OBJECT;
            case BINARY, POJO -> throw new IllegalStateException("not a JSON value: " + value.getNodeType());
        };
    }

    public static int compare(JsonNode left, JsonNode right) {
        int rank = rank(left);
        int byRank = Integer.compare(rank, rank(right));
        if (byRank != 0) {
            return byRank;
        }
        return switch (rank) {
            case NUMBER -> compareNumbers(left, right);
            case TEXT -> left.textValue().compareTo(right.textValue());
            case ARRAY -> compareArrays(left, right);
            case OBJECT -> compareObjects(left, right);
            default -> 0;
        };
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

    /** The members of an object by name. */
    public static Iterator<Map.Entry<String, JsonNode>> sorted(JsonNode object) {
        return object.properties().stream().sorted(Map.Entry.comparingByKey()).iterator();
    }
}
