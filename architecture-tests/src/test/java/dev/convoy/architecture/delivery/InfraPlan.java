package dev.convoy.architecture.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The resources that a folder of Bicep files would create, as {@code tooling/checks/plan.mjs} evaluates them. */
record InfraPlan(List<JsonNode> resources) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "AZURE_ENV_NAME", "agree",
            "AZURE_LOCATION", "westeurope",
            "CONVOY_PROFILE", "dev",
            "CONVOY_ALERT_EMAIL", "on-call@example.com");

    static InfraPlan of(Path folder) {
        return of(folder, Map.of());
    }

    /** @throws IllegalStateException with what the evaluation stumbled over */
    static InfraPlan of(Path folder, Map<String, String> further) {
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        environment.putAll(further);
        Tool.Result result = Tool.check(environment, "plan.mjs", folder);
        if (result.exitCode() != 0) {
            throw new IllegalStateException(result.err());
        }
        return new InfraPlan(stream(json(result.out()).path("resources")).toList());
    }

    /** Resources of a type such as {@code Microsoft.ServiceBus/namespaces/queues}. */
    Stream<JsonNode> ofType(String type) {
        return resources.stream()
                .filter(resource -> type.equals(resource.path("type").asText()));
    }

    /** The settings of the app that {@code apps.bicep} calls so. */
    Map<String, String> settingsOf(String app) {
        JsonNode settings = ofType("Microsoft.Web/sites/config")
                .filter(resource -> resource.path("module").asText().equals("apps/" + app))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no settings of an app " + app))
                .path("properties");
        Map<String, String> values = new HashMap<>();
        settings.properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
        return values;
    }

    Set<String> typesOfResources() {
        return Set.copyOf(resources.stream()
                .map(resource -> resource.path("type").asText())
                .toList());
    }

    /** The last part of a resource's name: {@code orders} of {@code account/database/orders}. */
    static String ownName(JsonNode resource) {
        String name = resource.path("name").asText();
        return name.substring(name.lastIndexOf('/') + 1);
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
