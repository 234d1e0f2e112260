package dev.convoy.runtime.host.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Typed reading of one JSON object's fields, with {@code %Setting%} references replaced; every complaint starts with where the field
 * stands. Field names match whatever their case, as in the Functions runtime.
 */
public record Fields(String where, ObjectNode json, AppSettings settings) {

    /** The text of the field, if it is there and not empty. */
    public Optional<String> text(String name) {
        return node(name).map(node -> expanded(name, node)).filter(Predicate.not(String::isEmpty));
    }

    /** @throws BrokenAppException if the field is absent or empty */
    public String requiredText(String name) {
        return text(name).orElseThrow(() -> broken(name, "is missing"));
    }

    /** @throws BrokenAppException if the field is no whole number of at least {@code least} */
    public int integer(String name, int fallback, int least) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            int value = Integer.parseInt(text.get());
            if (value < least) {
                throw broken(name, "must be at least " + least + ", is " + value);
            }
            return value;
        } catch (NumberFormatException notANumber) {
            throw broken(name, "is not a whole number: " + text.get());
        }
    }

    /** @throws BrokenAppException if the field is neither true nor false */
    public boolean flag(String name, boolean fallback) {
        return text(name)
                .map(text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw broken(name, "is neither true nor false: " + text);
                })
                .orElse(fallback);
    }

    /** @throws BrokenAppException if the field is no {@code [d.]hh:mm:ss[.fraction]} */
    public Duration duration(String name, Duration fallback) {
        return text(name)
                .map(text -> TimeSpan.parse(text)
                        .orElseThrow(() -> broken(name, "is not a time span like 00:05:00: " + text)))
                .orElse(fallback);
    }

    /** @throws BrokenAppException if the field is none of the constants, whose case does not matter */
    public <E extends Enum<E>> E oneOf(String name, Class<E> type, E fallback) {
        return text(name)
                .map(text -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> constant.name().equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(() ->
                                broken(name, "is none of " + Arrays.toString(type.getEnumConstants()) + ": " + text)))
                .orElse(fallback);
    }

    /** The object in the field, or an empty one. */
    public Fields object(String name) {
        Optional<JsonNode> node = node(name);
        if (node.isPresent() && !(node.get() instanceof ObjectNode)) {
            throw broken(name, "is not an object");
        }
        ObjectNode object = node.map(ObjectNode.class::cast).orElseGet(() -> json.objectNode());
        return new Fields(where + (where.endsWith(":") ? " " : ".") + name, object, settings);
    }

    /** The raw value in the field, if it is there and not null. */
    public Optional<JsonNode> node(String name) {
        JsonNode exact = json.get(name);
        if (exact != null) {
            return exact.isNull() ? Optional.empty() : Optional.of(exact);
        }
        return json.properties().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .filter(Predicate.not(JsonNode::isNull))
                .findFirst();
    }

    /** A complaint about the field. */
    public BrokenAppException broken(String name, String complaint) {
        return new BrokenAppException(where + (where.endsWith(":") ? " " : ".") + name + " " + complaint);
    }

    private String expanded(String name, JsonNode node) {
        if (!node.isValueNode()) {
            throw broken(name, "is not a plain value");
        }
        return settings.expand(node.asText())
                .orElseThrow(missing -> broken(name, "refers to setting %" + missing + "%, which has no value"));
    }
}
