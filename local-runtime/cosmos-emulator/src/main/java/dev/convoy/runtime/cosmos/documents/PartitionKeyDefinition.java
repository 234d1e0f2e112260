package dev.convoy.runtime.cosmos.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * How a container derives the partition key of an item.
 *
 * @param paths one path; up to three of a hierarchical key
 * @param version of the hash: 1 where the definition names none, else 2
 */
public record PartitionKeyDefinition(List<DocumentPath> paths, boolean hierarchical, int version) {

    private static final int MAX_LEVELS = 3;

    public PartitionKeyDefinition {
        paths = List.copyOf(paths);
        if (paths.isEmpty() || paths.size() > (hierarchical ? MAX_LEVELS : 1)) {
            throw new IllegalArgumentException(
                    "partitionKey.paths must name one path, or up to three of kind MultiHash: " + paths);
        }
        if (version != 1 && version != 2) {
            throw new IllegalArgumentException("partitionKey.version must be 1 or 2, not " + version);
        }
    }

    /** Reads {@code {"paths":[…],"kind":"Hash"|"MultiHash","version":1|2}}. */
    static PartitionKeyDefinition parse(JsonNode json) {
        List<DocumentPath> paths = new ArrayList<>();
        json.path("paths").forEach(path -> paths.add(DocumentPath.parse(path.asText())));
        boolean hierarchical = json.path("kind").asText("Hash").equalsIgnoreCase("MultiHash");
        return new PartitionKeyDefinition(paths, hierarchical, versionOf(json.path("version"), hierarchical));
    }

    /** The Java SDK writes the version as {@code "V2"}, others as a number. */
    private static int versionOf(JsonNode version, boolean hierarchical) {
        if (version.isMissingNode() || version.isNull()) {
            return hierarchical ? 2 : 1;
        }
        String text = version.asText();
        return switch (text) {
            case "1", "V1" -> 1;
            case "2", "V2" -> 2;
            default -> throw new IllegalArgumentException("partitionKey.version must be 1 or 2, not " + text);
        };
    }

    /** The key of a document; an object or array where a value belongs counts as undefined. */
    public PartitionKey keyOf(ObjectNode document) {
        List<JsonNode> values = new ArrayList<>(paths.size());
        for (DocumentPath path : paths) {
            JsonNode value = path.in(document);
            values.add(value.isContainerNode() ? MissingNode.getInstance() : value);
        }
        return PartitionKey.of(values);
    }

    /** Whether the key has a value for each path, or is the one undefined value that stands for none at all. */
    public boolean isComplete(PartitionKey key) {
        return key.size() == paths.size();
    }
}
