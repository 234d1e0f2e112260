package dev.convoy.runtime.cosmos.documents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The value of a partition key in one canonical text: a JSON array, numbers as doubles, a missing value as {@code {}}. Two keys
 * are equal exactly if their texts are. The wire sends the same shape in {@code x-ms-documentdb-partitionkey}.
 */
public record PartitionKey(String canonical) {

    /** Builds the canonical text from the values, a {@link MissingNode} standing for undefined. */
    public static PartitionKey of(List<JsonNode> values) {
        StringBuilder text = new StringBuilder("[");
        for (JsonNode value : values) {
            if (text.length() > 1) {
                text.append(',');
            }
            text.append(canonicalText(value));
        }
        return new PartitionKey(text.append(']').toString());
    }

    /**
     * Reads the header's JSON array.
     *
     * @throws IllegalArgumentException if it is not an array of primitive values
     */
    public static PartitionKey parse(String header) {
        if (isPlainText(header)) {
            return new PartitionKey(header);
        }
        try {
            JsonNode array = Json.MAPPER.readTree(header);
            if (array == null || !array.isArray() || array.isEmpty()) {
                throw new IllegalArgumentException("the partition key must be a JSON array: " + header);
            }
            List<JsonNode> values = new ArrayList<>();
            array.forEach(value -> values.add(fromWire(value, header)));
            return of(values);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the partition key is not JSON: " + header, e);
        }
    }

    /** The values, in the order of the definition's paths. */
    public List<JsonNode> values() {
        try {
            List<JsonNode> values = new ArrayList<>();
            Json.MAPPER.readTree(canonical).forEach(v -> values.add(v.isObject() ? MissingNode.getInstance() : v));
            return values;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a canonical partition key is JSON", e);
        }
    }

    /** How many values there are. */
    public int size() {
        return isPlainText(canonical) ? 1 : values().size();
    }

    /** Whether the other key starts with this key's values: true of the key itself and of every longer key below it. */
    public boolean isPrefixOf(PartitionKey other) {
        String own = canonical.substring(0, canonical.length() - 1);
        return other.canonical.equals(canonical) || other.canonical.startsWith(own + ",");
    }

    /** Whether the header is one string without any escape, which is its own canonical text: nearly every key is. */
    private static boolean isPlainText(String header) {
        int end = header.length() - 2;
        if (end < 2 || !header.startsWith("[\"") || !header.endsWith("\"]")) {
            return false;
        }
        for (int i = 2; i < end; i++) {
            char c = header.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private static JsonNode fromWire(JsonNode value, String header) {
        if (value.isObject() && value.isEmpty()) {
            return MissingNode.getInstance();
        }
        if (value.isContainerNode()) {
            throw new IllegalArgumentException(
                    "a partition key value must be a string, number, boolean or null: " + header);
        }
        return value;
    }

    private static String canonicalText(JsonNode value) {
        if (value.isTextual()) {
            return Json.quote(value.textValue());
        }
        if (value.isNumber()) {
            double number = value.doubleValue();
            return Double.toString(number == 0 ? 0.0 : number);
        }
        if (value.isBoolean() || value.isNull()) {
            return value.toString();
        }
        return "{}";
    }
}
