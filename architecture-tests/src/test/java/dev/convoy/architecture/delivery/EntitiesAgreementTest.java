package dev.convoy.architecture.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.topology.SubscriptionSpec;
import dev.convoy.contracts.topology.TopicSpec;
import dev.convoy.contracts.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every queue, topic, subscription and rule that is deployed is one of the topology, and the reverse. */
class EntitiesAgreementTest {

    private static final String NAMESPACE = "Microsoft.ServiceBus/namespaces";
    private static final String EVERYTHING = "everything";

    @Test
    void the_deployed_entities_are_those_of_the_topology() {
        assertThat(differences(InfraPlan.of(Checkout.INFRA))).isEmpty();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "  'lookup-ping'|  'lookup-pong'|queue lookup-ping is in the code but not in Bicep",
                "  'lookup-ping'|  'lookup-pong'|queue lookup-pong is in Bicep but not in the code",
                "    maxDeliveryCount: 5|    maxDeliveryCount: 6|subscription events/notification is PT1M, 5 deliveries",
                "var lockDuration = 'PT1M'|var lockDuration = 'PT2M'|queue payment-commands is PT1M, 10 deliveries",
                "'PaymentRefunded'|'PaymentLost'|PaymentRefunded is in the code but not",
                "'PT10M'|'PT1M'|topic events is PT10M in the code but PT1M in Bicep",
                "'1=0'|'1=1'|lets everything through",
                "    requiresSession: false|    requiresSession: true|queue payment-commands is",
            })
    void a_copy_that_differs_is_found_out(String text, String replacement, String difference, @TempDir Path folder) {
        Path copy = Checkout.brokenCopy(Checkout.INFRA, folder, "modules/service-bus.bicep", text, replacement);

        assertThat(differences(InfraPlan.of(copy))).anyMatch(found -> found.contains(difference));
    }

    private static List<String> differences(InfraPlan plan) {
        List<String> found = new ArrayList<>();
        found.addAll(Differences.between("queue", queues(), deployedQueues(plan)));
        found.addAll(Differences.between("topic", topics(), deployedTopics(plan)));
        found.addAll(Differences.between("subscription", subscriptions(), deployedSubscriptions(plan)));
        found.addAll(Differences.between("rule", rules(), deployedRules(plan)));
        found.addAll(openFilters(plan));
        return found;
    }

    private static Map<String, String> queues() {
        Map<String, String> all = new HashMap<>();
        Topology.queues()
                .forEach(queue -> all.put(queue.name(), consumer(queue.lockDuration(), queue.maxDeliveryCount())));
        return all;
    }

    private static Map<String, String> deployedQueues(InfraPlan plan) {
        Map<String, String> all = new HashMap<>();
        plan.ofType(NAMESPACE + "/queues").forEach(queue -> all.put(InfraPlan.ownName(queue), consumer(queue)));
        return all;
    }

    private static Map<String, String> topics() {
        Map<String, String> all = new HashMap<>();
        Topology.topics()
                .forEach(topic ->
                        all.put(topic.name(), topic.duplicateDetectionWindow().toString()));
        return all;
    }

    private static Map<String, String> deployedTopics(InfraPlan plan) {
        Map<String, String> all = new HashMap<>();
        plan.ofType(NAMESPACE + "/topics").forEach(topic -> {
            JsonNode properties = topic.path("properties");
            boolean detects = properties.path("requiresDuplicateDetection").asBoolean();
            all.put(
                    InfraPlan.ownName(topic),
                    detects
                            ? properties
                                    .path("duplicateDetectionHistoryTimeWindow")
                                    .asText()
                            : "no duplicate detection");
        });
        return all;
    }

    private static Map<String, String> subscriptions() {
        Map<String, String> all = new HashMap<>();
        for (TopicSpec topic : Topology.topics()) {
            for (SubscriptionSpec subscription : topic.subscriptions()) {
                all.put(
                        topic.name() + "/" + subscription.name(),
                        consumer(subscription.lockDuration(), subscription.maxDeliveryCount()));
            }
        }
        return all;
    }

    private static Map<String, String> deployedSubscriptions(InfraPlan plan) {
        Map<String, String> all = new HashMap<>();
        plan.ofType(NAMESPACE + "/topics/subscriptions")
                .forEach(subscription -> all.put(withoutNamespace(subscription), consumer(subscription)));
        return all;
    }

    private static Map<String, String> rules() {
        Map<String, String> all = new HashMap<>();
        for (TopicSpec topic : Topology.topics()) {
            for (SubscriptionSpec subscription : topic.subscriptions()) {
                String path = topic.name() + "/" + subscription.name() + "/";
                subscription.subjects().forEach(subject -> all.put(path + subject, subject));
            }
        }
        return all;
    }

    private static Map<String, String> deployedRules(InfraPlan plan) {
        Map<String, String> all = new HashMap<>();
        plan.ofType(NAMESPACE + "/topics/subscriptions/rules")
                .filter(rule -> !InfraPlan.ownName(rule).equals("$Default"))
                .forEach(rule -> all.put(withoutNamespace(rule), filteredSubject(rule)));
        return all;
    }

    /** Subscriptions with subjects must not keep the rule of every new subscription; those without must keep it. */
    private static List<String> openFilters(InfraPlan plan) {
        Map<String, String> defaults = new HashMap<>();
        plan.ofType(NAMESPACE + "/topics/subscriptions/rules")
                .filter(rule -> InfraPlan.ownName(rule).equals("$Default"))
                .forEach(rule -> defaults.put(
                        withoutNamespace(rule),
                        rule.path("properties")
                                .path("sqlFilter")
                                .path("sqlExpression")
                                .asText()));
        List<String> found = new ArrayList<>();
        for (TopicSpec topic : Topology.topics()) {
            for (SubscriptionSpec subscription : topic.subscriptions()) {
                String wanted = subscription.subjects().isEmpty() ? EVERYTHING : "1=0";
                String path = topic.name() + "/" + subscription.name();
                if (!wanted.equals(defaults.getOrDefault(path + "/$Default", EVERYTHING))) {
                    found.add("subscription " + path
                            + (wanted.equals(EVERYTHING) ? " lets nothing through" : " lets everything through"));
                }
            }
        }
        return found;
    }

    private static String filteredSubject(JsonNode rule) {
        JsonNode properties = rule.path("properties");
        boolean correlates = properties.path("filterType").asText().equals("CorrelationFilter");
        return correlates ? properties.path("correlationFilter").path("label").asText() : "no correlation";
    }

    private static String consumer(JsonNode entity) {
        JsonNode properties = entity.path("properties");
        String plain = consumer(
                Duration.parse(properties.path("lockDuration").asText()),
                properties.path("maxDeliveryCount").asInt());
        return properties.path("requiresSession").asBoolean() ? plain + ", sessions" : plain;
    }

    private static String consumer(Duration lock, int deliveries) {
        return lock + ", " + deliveries + " deliveries";
    }

    private static String withoutNamespace(JsonNode resource) {
        String name = resource.path("name").asText();
        return name.substring(name.indexOf('/') + 1);
    }
}
