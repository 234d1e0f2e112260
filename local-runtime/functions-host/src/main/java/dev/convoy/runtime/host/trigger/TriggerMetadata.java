package dev.convoy.runtime.host.trigger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.host.invoke.Values;
import dev.convoy.runtime.host.rpc.TypedData;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a trigger knows beside its value, under the names that {@code @BindingName} and binding expressions use. */
public final class TriggerMetadata {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LARGEST_READ = 1024 * 1024;

    private final Map<String, TypedData> values = new HashMap<>();

    /** Adds a value; text stays text, null becomes nothing, anything else becomes JSON. */
    public TriggerMetadata with(String name, @Nullable Object value) {
        values.put(name, Values.of(value));
        return this;
    }

    /** Adds {@code sys} as every trigger of the platform has it. */
    public TriggerMetadata withSystem(String functionName, Clock clock) {
        return with(
                "sys",
                Map.of(
                        "MethodName", functionName,
                        "UtcNow", clock.instant().toString(),
                        "RandGuid", UUID.randomUUID().toString()));
    }

    /** Adds the plain members of a body that is a JSON object, unless the name is taken; any other body adds nothing. */
    public TriggerMetadata withMembersOf(String body) {
        if (body.length() > LARGEST_READ || !body.stripLeading().startsWith("{")) {
            return this;
        }
        try {
            if (MAPPER.readTree(body) instanceof ObjectNode object) {
                for (Map.Entry<String, JsonNode> member : object.properties()) {
                    if (member.getValue().isValueNode() && !member.getValue().isNull()) {
                        values.putIfAbsent(
                                member.getKey(), Values.text(member.getValue().asText()));
                    }
                }
            }
        } catch (JsonProcessingException notJson) {
            return this; // a body need not be JSON
        }
        return this;
    }

    public Map<String, TypedData> values() {
        return values;
    }
}
