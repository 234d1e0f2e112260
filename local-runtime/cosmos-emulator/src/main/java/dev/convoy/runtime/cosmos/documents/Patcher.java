package dev.convoy.runtime.cosmos.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Applies patch steps to a tree of its own. Source of the rules: the partial document update page of the Cosmos DB
 * documentation. Confined to one call.
 */
final class Patcher {

    private final ObjectNode document;

    private Patcher(ObjectNode document) {
        this.document = document;
    }

    /**
     * Changes the tree in place, step by step.
     *
     * @throws IllegalArgumentException naming the step and path that do not fit the document; the tree is then half changed
     */
    static void apply(ObjectNode document, List<PatchStep> steps) {
        Patcher patcher = new Patcher(document);
        steps.forEach(patcher::apply);
    }

    private void apply(PatchStep step) {
        switch (step) {
            case PatchStep.Add add -> add(add.path(), add.value());
            case PatchStep.Set set -> set(set.path(), set.value());
            case PatchStep.Replace replace -> {
                require("replace", replace.path());
                set(replace.path(), replace.value());
            }
            case PatchStep.Remove remove -> remove("remove", remove.path());
            case PatchStep.Increment increment -> increment(increment);
            case PatchStep.Move move -> move(move);
        }
    }

    private void move(PatchStep.Move move) {
        if (move.from().isSameOrAbove(move.path())) {
            throw new IllegalArgumentException(
                    "Move Operation: '" + move.path() + "' must not be 'from' or lie below it");
        }
        add(move.path(), remove("move", move.from()));
    }

    private void increment(PatchStep.Increment increment) {
        JsonNode current = find(increment.path());
        if (!current.isMissingNode() && !current.isNumber()) {
            throw new IllegalArgumentException(
                    "Increment Operation: the value at '" + increment.path() + "' is not a number");
        }
        set(increment.path(), sum(current, increment.by()));
    }

    private static JsonNode sum(JsonNode current, JsonNode by) {
        if (current.isMissingNode()) {
            return by;
        }
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (current.isIntegralNumber() && by.isIntegralNumber()) {
            return nodes.numberNode(Math.addExact(current.longValue(), by.longValue()));
        }
        return nodes.numberNode(current.doubleValue() + by.doubleValue());
    }

    private void add(PatchPath path, JsonNode value) {
        JsonNode parent = parentOf("Add", path);
        if (parent instanceof ArrayNode array) {
            array.insert(indexOf(path, array.size()), value.<JsonNode>deepCopy());
        } else {
            putInObject("Add", parent, path, value);
        }
    }

    private void set(PatchPath path, JsonNode value) {
        JsonNode parent = parentOf("Set", path);
        if (parent instanceof ArrayNode array) {
            int index = indexOf(path, array.size());
            if (index == array.size()) {
                array.add(value.<JsonNode>deepCopy());
            } else {
                array.set(index, value.<JsonNode>deepCopy());
            }
        } else {
            putInObject("Set", parent, path, value);
        }
    }

    private void putInObject(String operation, JsonNode parent, PatchPath path, JsonNode value) {
        if (!(parent instanceof ObjectNode object)) {
            throw new IllegalArgumentException(
                    operation + " Operation: the parent of '" + path + "' is neither an object nor an array");
        }
        object.set(path.last(), value.deepCopy());
    }

    private JsonNode remove(String operation, PatchPath path) {
        JsonNode removed = require(operation, path);
        JsonNode parent = parentOf(operation, path);
        if (parent instanceof ArrayNode array) {
            array.remove(indexOf(path, array.size() - 1));
        } else {
            ((ObjectNode) parent).remove(path.last());
        }
        return removed;
    }

    private JsonNode require(String operation, PatchPath path) {
        JsonNode found = find(path);
        if (found.isMissingNode()) {
            throw new IllegalArgumentException(operation + " Operation: there is nothing at '" + path + "'");
        }
        return found;
    }

    private JsonNode find(PatchPath path) {
        JsonNode node = document;
        for (String segment : path.segments()) {
            node = child(node, segment);
        }
        return node;
    }

    private JsonNode parentOf(String operation, PatchPath path) {
        JsonNode node = document;
        for (String segment : path.parents()) {
            node = child(node, segment);
        }
        if (node.isMissingNode()) {
            throw new IllegalArgumentException(operation + " Operation: the parent of '" + path + "' does not exist");
        }
        return node;
    }

    private static JsonNode child(JsonNode node, String segment) {
        if (node instanceof ArrayNode array) {
            return isIndex(segment) ? array.path(Integer.parseInt(segment)) : MissingNode.getInstance();
        }
        return node.path(segment);
    }

    private static int indexOf(PatchPath path, int max) {
        String segment = path.last();
        if (segment.equals(PatchPath.END)) {
            return max;
        }
        if (!isIndex(segment) || Integer.parseInt(segment) > max) {
            throw new IllegalArgumentException("the array index in '" + path + "' is out of bounds");
        }
        return Integer.parseInt(segment);
    }

    private static boolean isIndex(String segment) {
        return segment.length() < 9 && !segment.isEmpty() && segment.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
