package dev.convoy.runtime.servicebus.config;

import dev.convoy.runtime.servicebus.broker.EntityDefinition;
import dev.convoy.runtime.servicebus.broker.Rule;
import java.util.List;
import java.util.Map;

/**
 * What a {@code Config.json} asks for.
 *
 * @param entities topics before their subscriptions
 * @param rules by subscription path; a subscription that is absent has the default rule
 */
public record EmulatorConfig(List<EntityDefinition> entities, Map<String, List<Rule>> rules) {

    public EmulatorConfig {
        entities = List.copyOf(entities);
        rules = Map.copyOf(rules);
    }

    /** Nothing: a broker without entities. */
    public static EmulatorConfig empty() {
        return new EmulatorConfig(List.of(), Map.of());
    }
}
