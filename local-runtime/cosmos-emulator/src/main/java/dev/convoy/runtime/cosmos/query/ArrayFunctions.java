package dev.convoy.runtime.cosmos.query;

import static dev.convoy.runtime.cosmos.query.Functions.add;
import static dev.convoy.runtime.cosmos.query.Functions.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions of arrays, of arrays as sets, and of objects as arrays. Stateless. */
final class ArrayFunctions {

    private ArrayFunctions() {}

    static void register() {
        add("ARRAY_CONCAT", 2, Function.ANY, (arguments, now) -> concat(arguments));
        add("ARRAY_CONTAINS", 2, 3, (arguments, now) -> contains(arguments));
        add("ARRAY_CONTAINS_ANY", 2, Function.ANY, (arguments, now) -> containsSome(arguments, false));
        add("ARRAY_CONTAINS_ALL", 2, Function.ANY, (arguments, now) -> containsSome(arguments, true));
        add("ARRAY_LENGTH", 1, 1, (arguments, now) -> {
            JsonNode array = arguments.getFirst();
            return array.isArray() ? Values.of(array.size()) : Values.UNDEFINED;
        });
        add("ARRAY_SLICE", 2, 3, (arguments, now) -> slice(arguments));
        add("CHOOSE", 2, Function.ANY, (arguments, now) -> choose(arguments));
        add("OBJECTTOARRAY", 1, 3, (arguments, now) -> objectToArray(arguments));
        add("SETINTERSECT", 2, 2, (arguments, now) -> intersect(arguments));
        add("SETUNION", 2, 2, (arguments, now) -> union(arguments));
        add("SETDIFFERENCE", 2, 2, (arguments, now) -> difference(arguments));
        add(
                "SETEQUAL",
                2,
                2,
                (arguments, now) -> bothArrays(arguments)
                        ? Values.of(set(arguments.get(0))
                                .keySet()
                                .equals(set(arguments.get(1)).keySet()))
                        : Values.UNDEFINED);
    }

    /** Whether an object has all of another's members, also below: what a partial match of ARRAY_CONTAINS means. */
    static boolean isPartOf(JsonNode part, JsonNode whole) {
        if (!part.isObject() || !whole.isObject()) {
            return Values.equal(part, whole);
        }
        return part.properties().stream()
                .allMatch(member ->
                        whole.has(member.getKey()) && isPartOf(member.getValue(), whole.get(member.getKey())));
    }

    private static JsonNode concat(List<JsonNode> arguments) {
        ArrayNode all = Values.NODES.arrayNode();
        for (JsonNode argument : arguments) {
            if (!argument.isArray()) {
                return Values.UNDEFINED;
            }
            argument.forEach(all::add);
        }
        return all;
    }

    private static JsonNode contains(List<JsonNode> arguments) {
        JsonNode array = arguments.get(0);
        JsonNode wanted = arguments.get(1);
        JsonNode partial = at(arguments, 2);
        if (!array.isArray() || wanted.isMissingNode() || (arguments.size() == 3 && !partial.isBoolean())) {
            return array.isArray() || wanted.isMissingNode() ? Values.UNDEFINED : Values.of(false);
        }
        boolean part = Values.isTrue(partial);
        for (JsonNode element : array) {
            if (part ? isPartOf(wanted, element) : Values.equal(element, wanted)) {
                return Values.of(true);
            }
        }
        return Values.of(false);
    }

    private static JsonNode containsSome(List<JsonNode> arguments, boolean all) {
        JsonNode array = arguments.getFirst();
        if (!array.isArray()) {
            return Values.UNDEFINED;
        }
        Map<String, JsonNode> elements = set(array);
        for (JsonNode wanted : arguments.subList(1, arguments.size())) {
            boolean found = elements.containsKey(Values.key(wanted));
            if (found != all) {
                return Values.of(!all);
            }
        }
        return Values.of(all);
    }

    private static JsonNode slice(List<JsonNode> arguments) {
        JsonNode array = arguments.get(0);
        boolean bounded = arguments.size() == 3;
        if (!array.isArray() || !Functions.isInt(arguments.get(1)) || (bounded && !Functions.isInt(arguments.get(2)))) {
            return Values.UNDEFINED;
        }
        int from = arguments.get(1).intValue();
        int start = from < 0 ? Math.max(0, array.size() + from) : Math.min(from, array.size());
        long length = bounded ? Math.max(0, arguments.get(2).intValue()) : array.size();
        ArrayNode part = Values.NODES.arrayNode();
        for (int i = start; i < Math.min(array.size(), start + length); i++) {
            part.add(array.get(i));
        }
        return part;
    }

    /** One-based; outside of the list is undefined. */
    private static JsonNode choose(List<JsonNode> arguments) {
        JsonNode index = arguments.getFirst();
        if (!Functions.isInt(index) || index.intValue() < 1 || index.intValue() >= arguments.size()) {
            return Values.UNDEFINED;
        }
        return arguments.get(index.intValue());
    }

    private static JsonNode objectToArray(List<JsonNode> arguments) {
        JsonNode object = arguments.getFirst();
        Optional<String> name = nameAt(arguments, 1, "k");
        Optional<String> value = nameAt(arguments, 2, "v");
        if (!object.isObject() || name.isEmpty() || value.isEmpty()) {
            return Values.UNDEFINED;
        }
        ArrayNode pairs = Values.NODES.arrayNode();
        object.properties()
                .forEach(member ->
                        pairs.addObject().put(name.get(), member.getKey()).set(value.get(), member.getValue()));
        return pairs;
    }

    private static Optional<String> nameAt(List<JsonNode> arguments, int index, String otherwise) {
        if (index >= arguments.size()) {
            return Optional.of(otherwise);
        }
        JsonNode name = arguments.get(index);
        return name.isTextual() ? Optional.of(name.textValue()) : Optional.empty();
    }

    private static boolean bothArrays(List<JsonNode> arguments) {
        return arguments.get(0).isArray() && arguments.get(1).isArray();
    }

    private static Map<String, JsonNode> set(JsonNode array) {
        Map<String, JsonNode> elements = new LinkedHashMap<>();
        array.forEach(element -> elements.putIfAbsent(Values.key(element), element));
        return elements;
    }

    private static JsonNode intersect(List<JsonNode> arguments) {
        if (!bothArrays(arguments)) {
            return Values.UNDEFINED;
        }
        Map<String, JsonNode> common = set(arguments.get(0));
        common.keySet().retainAll(set(arguments.get(1)).keySet());
        return array(common);
    }

    private static JsonNode union(List<JsonNode> arguments) {
        if (!bothArrays(arguments)) {
            return Values.UNDEFINED;
        }
        Map<String, JsonNode> either = set(arguments.get(0));
        set(arguments.get(1)).forEach(either::putIfAbsent);
        return array(either);
    }

    private static JsonNode difference(List<JsonNode> arguments) {
        if (!bothArrays(arguments)) {
            return Values.UNDEFINED;
        }
        Map<String, JsonNode> rest = set(arguments.get(0));
        rest.keySet().removeAll(set(arguments.get(1)).keySet());
        return array(rest);
    }

    private static JsonNode array(Map<String, JsonNode> elements) {
        ArrayNode array = Values.NODES.arrayNode();
        elements.values().forEach(array::add);
        return array;
    }
}
