package dev.convoy.contracts.topology;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.json.Json;
import java.time.Duration;

/** Writes the topology as the official Service Bus emulator's {@code Config.json}. Stateless. */
public final class ServiceBusConfig {

    private ServiceBusConfig() {}

    /** The whole file, indented. */
    public static String json() {
        ObjectNode root = Json.mapper().createObjectNode();
        ObjectNode user = root.putObject("UserConfig");
        ObjectNode namespace = user.putArray("Namespaces").addObject();
        namespace.put("Name", "sbemulatorns");
        ArrayNode queues = namespace.putArray("Queues");
        Topology.queues().forEach(queue -> addQueue(queues, queue));
        ArrayNode topics = namespace.putArray("Topics");
        Topology.topics().forEach(topic -> addTopic(topics, topic));
        user.putObject("Logging").put("Type", "File");
        return root.toPrettyString() + "\n";
    }

    private static void addQueue(ArrayNode queues, QueueSpec queue) {
        ObjectNode node = queues.addObject();
        node.put("Name", queue.name());
        consumer(node.putObject("Properties"), queue.lockDuration(), queue.maxDeliveryCount());
    }

    private static void addTopic(ArrayNode topics, TopicSpec topic) {
        ObjectNode node = topics.addObject();
        node.put("Name", topic.name());
        ObjectNode properties = node.putObject("Properties");
        properties.put("RequiresDuplicateDetection", true);
        properties.put(
                "DuplicateDetectionHistoryTimeWindow",
                topic.duplicateDetectionWindow().toString());
        ArrayNode subscriptions = node.putArray("Subscriptions");
        topic.subscriptions().forEach(subscription -> addSubscription(subscriptions, subscription));
    }

    private static void addSubscription(ArrayNode subscriptions, SubscriptionSpec subscription) {
        ObjectNode node = subscriptions.addObject();
        node.put("Name", subscription.name());
        consumer(node.putObject("Properties"), subscription.lockDuration(), subscription.maxDeliveryCount());
        ArrayNode rules = node.putArray("Rules");
        for (String subject : subscription.subjects()) {
            addRule(rules, subject);
        }
    }

    private static void addRule(ArrayNode rules, String subject) {
        ObjectNode rule = rules.addObject();
        rule.put("Name", subject);
        ObjectNode properties = rule.putObject("Properties");
        properties.put("FilterType", "Correlation");
        properties.putObject("CorrelationFilter").put("Label", subject); // the emulator's word for subject
    }

    private static void consumer(ObjectNode properties, Duration lockDuration, int maxDeliveryCount) {
        properties.put("LockDuration", lockDuration.toString());
        properties.put("MaxDeliveryCount", maxDeliveryCount);
        properties.put("DeadLetteringOnMessageExpiration", false);
        properties.put("RequiresSession", false);
    }
}
