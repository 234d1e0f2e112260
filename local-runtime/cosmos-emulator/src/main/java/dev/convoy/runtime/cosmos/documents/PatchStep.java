package dev.convoy.runtime.cosmos.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** One operation of a patch. Source: the partial document update page of the Cosmos DB documentation. */
public sealed interface PatchStep {

    /** Most operations in one patch, as documented. */
    int MAX_STEPS = 10;

    PatchPath path();

    /** Inserts into an array, appends to it with {@code -}, or sets a property. */
    record Add(PatchPath path, JsonNode value) implements PatchStep {}

    /** Sets a property or an array element that may or may not be there. */
    record Set(PatchPath path, JsonNode value) implements PatchStep {}

    /** Sets what must be there. */
    record Replace(PatchPath path, JsonNode value) implements PatchStep {}

    /** Removes what must be there. */
    record Remove(PatchPath path) implements PatchStep {}

    /** Adds to a number; one that is not there counts as zero. */
    record Increment(PatchPath path, JsonNode by) implements PatchStep {}

    /** Takes a value from one place to another. */
    record Move(PatchPath from, PatchPath path) implements PatchStep {}

    /**
     * Reads the {@code operations} of a patch request.
     *
     * @throws IllegalArgumentException naming the operation that cannot be read
     */
    static List<PatchStep> parseAll(ObjectNode request) {
        if (!(request.get("operations") instanceof ArrayNode operations) || operations.isEmpty()) {
            throw new IllegalArgumentException("a patch must have an array 'operations' with at least one operation");
        }
        if (operations.size() > MAX_STEPS) {
            throw new IllegalArgumentException(
                    "The number of patch operations can't exceed '" + MAX_STEPS + "'; there are " + operations.size());
        }
        List<PatchStep> steps = new ArrayList<>();
        operations.forEach(operation -> steps.add(parse(operation)));
        return steps;
    }

    private static PatchStep parse(JsonNode json) {
        PatchPath path = PatchPath.parse(json.path("path").asText());
        String op = json.path("op").asText();
        return switch (op) {
            case "add" -> new Add(path, valueOf(json, op));
            case "set" -> new Set(path, valueOf(json, op));
            case "replace" -> new Replace(path, valueOf(json, op));
            case "remove" -> new Remove(path);
            case "incr", "increment" -> new Increment(path, numberOf(json));
            case "move" -> new Move(PatchPath.parse(json.path("from").asText()), path);
            default -> throw new IllegalArgumentException("unknown patch operation '" + op + "'");
        };
    }

    private static JsonNode valueOf(JsonNode json, String op) {
        JsonNode value = json.get("value");
        if (value == null) {
            throw new IllegalArgumentException("the patch operation '" + op + "' needs a value");
        }
        return value;
    }

    private static JsonNode numberOf(JsonNode json) {
        JsonNode value = valueOf(json, "incr");
        if (!value.isNumber()) {
            throw new IllegalArgumentException("the patch operation 'incr' needs a number, not " + value);
        }
        return value;
    }
}
