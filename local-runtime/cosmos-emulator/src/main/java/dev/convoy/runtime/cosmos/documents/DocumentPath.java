package dev.convoy.runtime.cosmos.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A path like {@code /address/city} or {@code /"odd name"/0} into a document. */
public record DocumentPath(List<String> segments) implements IndexKey {

    public DocumentPath {
        segments = List.copyOf(segments);
    }

    /**
     * Reads a path as container settings write it.
     *
     * @throws IllegalArgumentException unless it starts with a slash and names something
     */
    public static DocumentPath parse(String text) {
        if (text.length() < 2 || text.charAt(0) != '/') {
            throw new IllegalArgumentException("a path must look like /name, not '" + text + "'");
        }
        List<String> segments = new ArrayList<>();
        for (String segment : text.substring(1).split("/", -1)) {
            boolean quoted = segment.length() > 1 && segment.startsWith("\"") && segment.endsWith("\"");
            String name = quoted ? segment.substring(1, segment.length() - 1) : segment;
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a path must not have empty segments: '" + text + "'");
            }
            segments.add(name);
        }
        return new DocumentPath(segments);
    }

    /** The value at this path, or a {@link MissingNode}. */
    @Override
    public JsonNode in(JsonNode document) {
        JsonNode value = document;
        for (String segment : segments) {
            value = value.path(segment);
        }
        return value;
    }

    @Override
    public Comparator<JsonNode> order() {
        return ValueOrder.ORDER;
    }

    @Override
    public String toString() {
        return "/" + String.join("/", segments);
    }
}
