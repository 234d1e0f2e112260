package dev.convoy.runtime.durable.management;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.convoy.runtime.durable.engine.InstanceStatus;
import dev.convoy.runtime.durable.history.OrchestrationStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statuses as the management API writes them: names in Pascal case, times to the second, payloads as the JSON they are. Stateless. */
final class StatusJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private StatusJson() {}

    static ObjectNode of(InstanceStatus instance, boolean showInput) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", instance.name());
        node.put("instanceId", instance.id().value());
        node.put("runtimeStatus", name(instance.status()));
        node.set("input", showInput ? payload(instance.input()) : payload(null));
        node.set("customStatus", payload(emptyToNull(instance.customStatus())));
        node.set("output", output(instance));
        node.put("createdTime", time(instance.createdAt()));
        node.put("lastUpdatedTime", time(instance.lastUpdatedAt()));
        return node;
    }

    /** Text that is JSON appears as such, any other text as a string. */
    static JsonNode payload(@Nullable String text) {
        if (text == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        try {
            JsonNode parsed = JSON.readTree(text);
            return parsed == null || parsed.isMissingNode() ? TextNode.valueOf(text) : parsed;
        } catch (JsonProcessingException notJson) {
            return TextNode.valueOf(text);
        }
    }

    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String name(OrchestrationStatus status) {
        return switch (status) {
            case RUNNING -> "Running";
            case COMPLETED -> "Completed";
            case CONTINUED_AS_NEW -> "ContinuedAsNew";
            case FAILED -> "Failed";
            case CANCELED -> "Canceled";
            case TERMINATED -> "Terminated";
            case PENDING -> "Pending";
            case SUSPENDED -> "Suspended";
        };
    }

    static Optional<OrchestrationStatus> status(String name) {
        return Arrays.stream(OrchestrationStatus.values())
                .filter(status -> name(status).equalsIgnoreCase(name))
                .findFirst();
    }

    private static JsonNode output(InstanceStatus instance) {
        return instance.failure() != null && instance.output() == null
                ? TextNode.valueOf(instance.failure().errorMessage())
                : payload(instance.output());
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
