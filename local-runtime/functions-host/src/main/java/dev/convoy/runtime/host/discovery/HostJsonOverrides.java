package dev.convoy.runtime.host.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;

/**
 * App settings that win over {@code host.json}: {@code AzureFunctionsJobHost__logging__logLevel__default} is the field
 * {@code logging.logLevel.default}. Source: the Functions documentation on overriding host.json values.
 */
final class HostJsonOverrides {

    private static final String PREFIX = "AzureFunctionsJobHost";

    private HostJsonOverrides() {}

    static void apply(ObjectNode hostJson, AppSettings settings) {
        settings.all().forEach((name, value) -> {
            List<String> path = List.of(name.split("__|:"));
            if (path.size() > 1 && path.getFirst().equalsIgnoreCase(PREFIX)) {
                set(hostJson, path.subList(1, path.size()), value);
            }
        });
    }

    private static void set(ObjectNode root, List<String> path, String value) {
        ObjectNode parent = root;
        for (String step : path.subList(0, path.size() - 1)) {
            String field = existing(parent, step);
            JsonNode child = parent.get(field);
            parent = child instanceof ObjectNode object ? object : parent.putObject(field);
        }
        parent.set(existing(parent, path.getLast()), TextNode.valueOf(value));
    }

    private static String existing(ObjectNode node, String name) {
        Optional<String> same = node.properties().stream()
                .map(java.util.Map.Entry::getKey)
                .filter(name::equalsIgnoreCase)
                .findFirst();
        return same.orElse(name);
    }
}
