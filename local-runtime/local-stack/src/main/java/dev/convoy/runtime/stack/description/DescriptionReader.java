package dev.convoy.runtime.stack.description;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads one stack description, strictly: what it does not know it refuses. Confined to one thread. */
final class DescriptionReader {

    private static final long MOST_BYTES = 1 << 20;
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(JsonParser.Feature.ALLOW_COMMENTS);

    private final Path file;

    DescriptionReader(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    StackDescription read() {
        JsonNode root = parse();
        fields("", root, Set.of("serviceBus", "cosmos", "offlineProviders", "settings", "apps"));
        return new StackDescription(
                serviceBus(root.path("serviceBus")),
                cosmos(root.path("cosmos")),
                flag("offlineProviders", root.path("offlineProviders")),
                settings(root.path("settings")),
                apps(root.path("apps")));
    }

    private JsonNode parse() {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw wrong("", "is longer than " + MOST_BYTES + " bytes");
            }
            return MAPPER.readTree(Files.readString(file));
        } catch (JsonProcessingException broken) {
            throw wrong(
                    "",
                    "is not JSON: " + broken.getOriginalMessage() + " at line "
                            + broken.getLocation().getLineNr());
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(file + " cannot be read: " + unreadable, unreadable);
        }
    }

    private Optional<Path> serviceBus(JsonNode node) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        fields("serviceBus", node, Set.of("config"));
        return Optional.of(path("serviceBus.config", node.path("config")));
    }

    private Optional<CosmosDescription> cosmos(JsonNode node) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        fields("cosmos", node, Set.of("database", "containers"));
        List<ContainerDescription> containers = new ArrayList<>();
        for (JsonNode container : array("cosmos.containers", node.path("containers"))) {
            containers.add(container("cosmos.containers[" + containers.size() + "]", container));
        }
        return Optional.of(new CosmosDescription(text("cosmos.database", node.path("database")), containers));
    }

    private ContainerDescription container(String at, JsonNode node) {
        fields(at, node, Set.of("name", "partitionKey", "ttl"));
        String key = text(at + ".partitionKey", node.path("partitionKey"));
        if (!key.startsWith("/")) {
            throw wrong(at + ".partitionKey", "must start with a slash, not '" + key + "'");
        }
        return new ContainerDescription(
                text(at + ".name", node.path("name")), key, node.path("ttl").asBoolean(false));
    }

    private Map<String, String> settings(JsonNode node) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (!node.isMissingNode() && !node.isObject()) {
            throw wrong("settings", "must be an object");
        }
        node.fields()
                .forEachRemaining(
                        entry -> settings.put(entry.getKey(), text("settings." + entry.getKey(), entry.getValue())));
        return settings;
    }

    private List<AppDescription> apps(JsonNode node) {
        List<AppDescription> apps = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode app : node.isMissingNode() ? List.<JsonNode>of() : array("apps", node)) {
            String at = "apps[" + apps.size() + "]";
            AppDescription description = app(at, app);
            if (!names.add(description.name())) {
                throw wrong(at + ".name", "'" + description.name() + "' stands twice");
            }
            apps.add(description);
        }
        return apps;
    }

    private AppDescription app(String at, JsonNode node) {
        fields(at, node, Set.of("name", "folder", "port", "health", "taskHub"));
        String name = text(at + ".name", node.path("name"));
        if (!name.matches("[a-z][a-z0-9-]{0,30}")) {
            throw wrong(at + ".name", "must be lower-case letters, digits and dashes, not '" + name + "'");
        }
        return new AppDescription(
                name,
                path(at + ".folder", node.path("folder")),
                port(at + ".port", node.path("port")),
                health(at + ".health", node.path("health")),
                taskHub(at + ".taskHub", node.path("taskHub")));
    }

    private Optional<String> health(String at, JsonNode node) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        String path = text(at, node);
        if (!path.startsWith("/")) {
            throw wrong(at, "must start with a slash, not '" + path + "'");
        }
        return Optional.of(path);
    }

    private Optional<TaskHubDescription> taskHub(String at, JsonNode node) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        fields(at, node, Set.of("name", "port"));
        return Optional.of(
                new TaskHubDescription(text(at + ".name", node.path("name")), port(at + ".port", node.path("port"))));
    }

    private Path path(String at, JsonNode node) {
        Path folder = file.getParent();
        Path path = Path.of(text(at, node));
        return folder == null ? path : folder.resolve(path).normalize();
    }

    private String text(String at, JsonNode node) {
        if (!node.isTextual() || node.asText().isBlank()) {
            throw wrong(at, node.isMissingNode() ? "is missing" : "must be a text that is not empty");
        }
        return node.asText();
    }

    private boolean flag(String at, JsonNode node) {
        if (!node.isMissingNode() && !node.isBoolean()) {
            throw wrong(at, "must be true or false");
        }
        return node.asBoolean(false);
    }

    private int port(String at, JsonNode node) {
        if (!node.isInt() || node.asInt() < 0 || node.asInt() > 65_535) {
            throw wrong(at, node.isMissingNode() ? "is missing" : "must be a port, 0 to 65535");
        }
        return node.asInt();
    }

    private JsonNode array(String at, JsonNode node) {
        if (!node.isArray()) {
            throw wrong(at, node.isMissingNode() ? "is missing" : "must be an array");
        }
        return node;
    }

    private void fields(String at, JsonNode node, Set<String> known) {
        if (!node.isObject()) {
            throw wrong(at, "must be an object");
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw wrong(
                        at.isEmpty() ? name : at + "." + name,
                        "is unknown here; known are " + String.join(", ", new TreeSet<>(known)));
            }
        });
    }

    private IllegalArgumentException wrong(String field, String problem) {
        return new IllegalArgumentException(file + ": " + (field.isEmpty() ? "it" : field) + " " + problem);
    }
}
