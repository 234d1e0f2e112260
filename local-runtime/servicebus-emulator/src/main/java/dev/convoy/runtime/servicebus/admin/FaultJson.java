package dev.convoy.runtime.servicebus.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.kit.fault.Fault;
import dev.convoy.runtime.kit.fault.FaultPlan;
import dev.convoy.runtime.kit.fault.FaultRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fault plans as JSON. Stateless. */
final class FaultJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private FaultJson() {}

    /** @throws IllegalArgumentException if a field is missing or bad; the message names it */
    static FaultPlan read(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The body is no valid JSON: " + e.getOriginalMessage(), e);
        }
        List<FaultRule> rules = new ArrayList<>();
        for (JsonNode rule : root.path("rules")) {
            rules.add(new FaultRule(
                    fault(rule.path("fault").asText()),
                    rule.path("target").asText("*"),
                    rule.path("probability").asDouble(1),
                    Duration.ofMillis(rule.path("delayMillis").asLong(100)),
                    rule.path("limit").asInt(0)));
        }
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("rules: at least one is needed; DELETE turns faults off");
        }
        return new FaultPlan(root.path("seed").asLong(), rules);
    }

    static String write(FaultPlan plan) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("seed", plan.seed());
        ArrayNode rules = root.putArray("rules");
        plan.rules().forEach(rule -> rules.addObject()
                .put("fault", rule.fault().name())
                .put("target", rule.target())
                .put("probability", rule.probability())
                .put("delayMillis", rule.delay().toMillis())
                .put("limit", rule.limit()));
        ObjectNode occurred = root.putObject("occurred");
        plan.occurred().forEach(occurred::put);
        return root.toString();
    }

    private static Fault fault(String name) {
        try {
            return Fault.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "fault: must be one of " + Arrays.toString(Fault.values()) + ", not \"" + name + "\"", unknown);
        }
    }
}
