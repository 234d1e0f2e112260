package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.message.Residence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A queue, topic or subscription that exists, with its queues: its own (a topic's holds what is scheduled), its dead letters, its
 * transfer dead letters. Mutable; owned by {@link BrokerState}.
 */
final class Entity {

    EntityDefinition definition;
    final MessageQueue main;
    final MessageQueue deadLetters;
    final MessageQueue transferDeadLetters;
    final DuplicateWindow duplicates = new DuplicateWindow();
    final Map<String, Entity> subscriptions = new LinkedHashMap<>();
    final Map<String, Rule> rules = new LinkedHashMap<>();

    Entity(EntityDefinition definition, int firstQueue, Notices notices, Residence residence) {
        this.definition = definition;
        this.main = new MessageQueue(firstQueue, this, Address.Part.MAIN, notices, residence);
        this.deadLetters = new MessageQueue(firstQueue + 1, this, Address.Part.DEAD_LETTER, notices, residence);
        this.transferDeadLetters =
                new MessageQueue(firstQueue + 2, this, Address.Part.TRANSFER_DEAD_LETTER, notices, residence);
    }

    /** How many queue numbers an entity takes. */
    static final int QUEUES = 3;

    boolean isTopic() {
        return definition instanceof EntityDefinition.Topic;
    }

    MessageQueue queue(Address.Part part) {
        return switch (part) {
            case MAIN -> main;
            case DEAD_LETTER -> deadLetters;
            case TRANSFER_DEAD_LETTER -> transferDeadLetters;
        };
    }

    List<MessageQueue> queues() {
        return List.of(main, deadLetters, transferDeadLetters);
    }

    List<Entity> subscriptionsNow() {
        return new ArrayList<>(subscriptions.values());
    }
}
