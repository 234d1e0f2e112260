package dev.convoy.runtime.servicebus.admin;

import dev.convoy.runtime.servicebus.broker.EntityDefinition;
import dev.convoy.runtime.servicebus.broker.Topology;
import java.util.Comparator;
import java.util.List;

/** Entities of one kind, in the order of their names. Stateless. */
final class Entities {

    private static final Comparator<EntityDefinition> BY_PATH =
            Comparator.comparing(EntityDefinition::path, String.CASE_INSENSITIVE_ORDER);

    private Entities() {}

    static List<EntityDefinition> queues(Topology topology) {
        return topology.all().stream()
                .filter(EntityDefinition.Queue.class::isInstance)
                .sorted(BY_PATH)
                .toList();
    }

    static List<EntityDefinition> topics(Topology topology) {
        return topology.all().stream()
                .filter(EntityDefinition.Topic.class::isInstance)
                .sorted(BY_PATH)
                .toList();
    }

    static List<EntityDefinition> subscriptionsOf(Topology topology, String topic) {
        return topology.all().stream()
                .filter(definition -> definition instanceof EntityDefinition.Subscription subscription
                        && subscription.topic().equalsIgnoreCase(topic))
                .sorted(BY_PATH)
                .toList();
    }
}
