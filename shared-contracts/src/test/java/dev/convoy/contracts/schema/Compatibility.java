package dev.convoy.contracts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether one schema may take another's place under the same name: old readers must understand new messages, new readers old
 * ones. So optional properties may come; nothing may go, become required or optional, or change its values. Stateless.
 */
final class Compatibility {

    private Compatibility() {}

    /** What forbids it; empty if nothing does. */
    static List<String> problems(JsonNode published, JsonNode proposed) {
        List<String> problems = new ArrayList<>();
        compare("", published, proposed, problems);
        return problems;
    }

    private static void compare(String path, JsonNode before, JsonNode after, List<String> problems) {
        for (String keyword : List.of("type", "format", "pattern", "enum", "const", "oneOf")) {
            if (!before.path(keyword).equals(after.path(keyword))) {
                problems.add(path + " changed its " + keyword);
            }
        }
        if (before.has("items")) {
            compare(path + "[]", before.path("items"), after.path("items"), problems);
        }
        compareProperties(path, before, after, problems);
    }

    private static void compareProperties(String path, JsonNode before, JsonNode after, List<String> problems) {
        Set<String> required = texts(before.path("required"));
        Set<String> requiredNow = texts(after.path("required"));
        before.path("properties").properties().forEach(property -> {
            String name = property.getKey();
            if (!after.path("properties").has(name)) {
                problems.add(path + "." + name + " was removed");
            } else if (required.contains(name) && !requiredNow.contains(name)) {
                problems.add(path + "." + name + " became optional");
            } else {
                compare(
                        path + "." + name,
                        property.getValue(),
                        after.path("properties").path(name),
                        problems);
            }
        });
        requiredNow.stream()
                .filter(name -> !required.contains(name))
                .forEach(name -> problems.add(path + "." + name + " became required"));
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
