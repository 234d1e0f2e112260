package dev.convoy.runtime.servicebus.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One place in a {@code Config.json}: knows its path, for errors. */
record ConfigNode(String file, String path, JsonNode node) {

    ConfigNode child(String name) {
        return new ConfigNode(file, path.isEmpty() ? name : path + "." + name, node.path(name));
    }

    boolean isPresent() {
        return !node.isMissingNode() && !node.isNull();
    }

    List<ConfigNode> elements(String name) {
        ConfigNode array = child(name);
        if (!array.isPresent()) {
            return List.of();
        }
        if (!array.node.isArray()) {
            throw array.broken("must be an array");
        }
        List<ConfigNode> elements = new ArrayList<>();
        for (int i = 0; i < array.node.size(); i++) {
            elements.add(new ConfigNode(file, array.path + "[" + i + "]", array.node.get(i)));
        }
        return elements;
    }

    String requiredText(String name) {
        return optionalText(name).orElseThrow(() -> child(name).broken("is missing"));
    }

    /** A text that is absent or empty counts as none. */
    Optional<String> optionalText(String name) {
        ConfigNode child = child(name);
        if (!child.isPresent()) {
            return Optional.empty();
        }
        if (!child.node.isTextual()) {
            throw child.broken("must be a string, not " + child.node);
        }
        return Optional.of(child.node.textValue()).filter(text -> !text.isEmpty());
    }

    Optional<Boolean> flag(String name) {
        ConfigNode child = child(name);
        if (!child.isPresent()) {
            return Optional.empty();
        }
        if (!child.node.isBoolean()) {
            throw child.broken("must be true or false, not " + child.node);
        }
        return Optional.of(child.node.booleanValue());
    }

    Optional<Integer> positive(String name) {
        ConfigNode child = child(name);
        if (!child.isPresent()) {
            return Optional.empty();
        }
        if (!child.node.canConvertToInt() || !child.node.isIntegralNumber() || child.node.intValue() < 1) {
            throw child.broken("must be a whole number from 1 on, not " + child.node);
        }
        return Optional.of(child.node.intValue());
    }

    /** An ISO 8601 duration such as {@code PT1M}. */
    Optional<Duration> duration(String name) {
        return optionalText(name).map(text -> {
            try {
                Duration duration = Duration.parse(text);
                if (duration.isNegative() || duration.isZero()) {
                    throw child(name).broken("must be a positive duration, not \"" + text + "\"");
                }
                return duration;
            } catch (DateTimeParseException e) {
                throw child(name).broken("must be an ISO 8601 duration such as PT1M, not \"" + text + "\"");
            }
        });
    }

    void requireObject() {
        if (!node.isObject()) {
            throw broken(isPresent() ? "must be an object" : "is missing");
        }
    }

    /** A misspelt field would be a setting that silently does nothing. */
    void allow(Set<String> names) {
        requireObject();
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw child(name).broken("is no known field; known are " + new TreeSet<>(names));
            }
        });
    }

    BrokenConfigException broken(String problem) {
        return new BrokenConfigException(file, path, problem);
    }
}
