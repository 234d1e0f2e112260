package dev.convoy.runtime.cosmos.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Several paths, each with a direction, as a composite index names them and as ORDER BY of several keys needs them. A document is filed
 * under an array with an array for each path: of its value there, or empty where it has none.
 */
public record CompositePath(List<Part> parts) implements IndexKey {

    private static final int LEAST_PARTS = 2;
    private static final int MOST_PARTS = 8;

    public CompositePath {
        parts = List.copyOf(parts);
        if (parts.size() < LEAST_PARTS || parts.size() > MOST_PARTS) {
            throw new IllegalArgumentException(
                    "a composite index must name " + LEAST_PARTS + " to " + MOST_PARTS + " paths, not " + parts.size());
        }
    }

    /** Reads one entry of {@code compositeIndexes}. */
    static CompositePath parse(JsonNode json) {
        List<Part> parts = new ArrayList<>();
        for (JsonNode part : json) {
            String order = part.path("order").asText("ascending");
            boolean descending = order.equalsIgnoreCase("descending");
            if (!descending && !order.equalsIgnoreCase("ascending")) {
                throw new IllegalArgumentException(
                        "compositeIndexes.order must be ascending or descending, not '" + order + "'");
            }
            parts.add(new Part(DocumentPath.parse(part.path("path").asText()), descending));
        }
        return new CompositePath(parts);
    }

    /** The same paths, each the other way round: what this index gives when it is read backwards. */
    public CompositePath reversed() {
        return new CompositePath(parts.stream()
                .map(part -> new Part(part.path(), !part.descending()))
                .toList());
    }

    @Override
    public JsonNode in(JsonNode document) {
        ArrayNode values = Json.MAPPER.createArrayNode();
        for (Part part : parts) {
            JsonNode value = part.path().in(document);
            ArrayNode one = values.addArray();
            if (!value.isMissingNode()) {
                one.add(value);
            }
        }
        return values;
    }

    @Override
    public Comparator<JsonNode> order() {
        return this::compare;
    }

    /** Elements are compared as arrays: an empty one, for no value, comes before all others. */
    private int compare(JsonNode left, JsonNode right) {
        for (int i = 0; i < parts.size(); i++) {
            int order = ValueOrder.compare(left.path(i), right.path(i));
            if (order != 0) {
                return parts.get(i).descending() ? -order : order;
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return parts.toString();
    }

    /** One path and its direction. */
    public record Part(DocumentPath path, boolean descending) {

        @Override
        public String toString() {
            return path + (descending ? " DESC" : " ASC");
        }
    }
}
