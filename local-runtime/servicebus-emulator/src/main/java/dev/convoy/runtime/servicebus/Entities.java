package dev.convoy.runtime.servicebus;

import dev.convoy.runtime.servicebus.broker.EntityDefinition;
import dev.convoy.runtime.servicebus.broker.Outcome;
import dev.convoy.runtime.servicebus.broker.Refusal;
import dev.convoy.runtime.servicebus.broker.Rule;
import dev.convoy.runtime.servicebus.broker.Topology;
import dev.convoy.runtime.servicebus.config.EmulatorConfig;
import java.util.List;

/** Brings the broker's entities in line with the configuration; what else exists from earlier runs stays. Stateless. */
final class Entities {

    private Entities() {}

    static void ensure(Topology topology, EmulatorConfig config) {
        config.entities().forEach(definition -> ensure(topology, definition));
        config.rules().forEach((subscription, rules) -> replaceRules(topology, subscription, rules));
    }

    private static void ensure(Topology topology, EntityDefinition definition) {
        if (topology.find(definition.path()).filter(definition::equals).isPresent()) {
            return;
        }
        boolean exists = topology.find(definition.path()).isPresent();
        require(exists ? topology.update(definition) : topology.create(definition));
    }

    private static void replaceRules(Topology topology, String subscription, List<Rule> rules) {
        List<Rule> existing = topology.rules(subscription);
        if (existing.equals(rules)) {
            return;
        }
        existing.forEach(rule -> require(topology.removeRule(subscription, rule.name())));
        rules.forEach(rule -> require(topology.addRule(subscription, rule)));
    }

    private static <T> void require(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Refused<T>(Refusal refusal)) {
            throw new IllegalArgumentException("Config.json: " + refusal.text());
        }
    }
}
