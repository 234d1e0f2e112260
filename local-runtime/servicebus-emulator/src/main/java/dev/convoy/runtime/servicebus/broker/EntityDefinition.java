package dev.convoy.runtime.servicebus.broker;

/** A queue, topic or subscription that is to exist: its name and how it behaves. */
public sealed interface EntityDefinition {

    /** The entity's path, unique without regard to case. */
    String path();

    EntitySettings settings();

    /** A queue: one line of messages, each to one receiver. */
    record Queue(String path, EntitySettings settings) implements EntityDefinition {}

    /** A topic: what is sent to it is copied to its subscriptions. */
    record Topic(String path, EntitySettings settings) implements EntityDefinition {}

    /** A subscription: a queue that takes what its rules let through from its topic. */
    record Subscription(String topic, String name, EntitySettings settings) implements EntityDefinition {
        @Override
        public String path() {
            return Address.subscription(topic, name);
        }
    }
}
