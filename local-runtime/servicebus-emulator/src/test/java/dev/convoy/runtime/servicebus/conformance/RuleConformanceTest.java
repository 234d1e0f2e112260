package dev.convoy.runtime.servicebus.conformance;

import static dev.convoy.runtime.servicebus.conformance.SdkClients.bodies;
import static dev.convoy.runtime.servicebus.conformance.SdkClients.receive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusRuleManagerClient;
import com.azure.messaging.servicebus.administration.models.CorrelationRuleFilter;
import com.azure.messaging.servicebus.administration.models.CreateRuleOptions;
import com.azure.messaging.servicebus.administration.models.FalseRuleFilter;
import com.azure.messaging.servicebus.administration.models.RuleFilter;
import com.azure.messaging.servicebus.administration.models.RuleProperties;
import com.azure.messaging.servicebus.administration.models.SqlRuleAction;
import com.azure.messaging.servicebus.administration.models.SqlRuleFilter;
import com.azure.messaging.servicebus.administration.models.TrueRuleFilter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RuleConformanceTest {

    private SdkClients clients;

    @BeforeEach
    void connect() {
        clients = new SdkClients(TestedEmulator.connectionString());
    }

    @AfterEach
    void disconnect() throws Exception {
        clients.close();
    }

    @Test
    @FromDocs("Topic filters and actions")
    void sql_filters_choose_and_each_matching_rule_with_an_action_makes_its_own_copy() {
        clients.topicSender("ruled")
                .sendMessages(List.of(
                        message("small", 5, "blue"),
                        message("large", 500, "blue"),
                        message("red", 1, "red"),
                        new ServiceBusMessage("bare")));

        List<ServiceBusReceivedMessage> chosen = receive(clients.subscription("ruled", "sql"), 2);
        List<ServiceBusReceivedMessage> changed = receive(clients.subscription("ruled", "changed"), 6);

        assertThat(bodies(chosen)).containsExactly("large", "red");
        assertThat(bodies(changed)).containsExactlyInAnyOrder("small", "small", "large", "large", "red", "red");
        assertThat(changed)
                .filteredOn(m -> "marked".equals(m.getSubject()))
                .extracting(m -> m.getApplicationProperties().get("doubled"))
                .containsExactly(10L, 1000L, 2L);
        assertThat(changed)
                .filteredOn(m -> "marked".equals(m.getSubject()))
                .allSatisfy(m -> assertThat(m.getApplicationProperties()).doesNotContainKey("color"));
        assertThat(changed)
                .filteredOn(m -> "order".equals(m.getSubject()))
                .hasSize(3)
                .allSatisfy(m -> assertThat(m.getApplicationProperties()).containsKey("color"));
    }

    @Test
    @FromDocs("Subscription rule SQL filter syntax")
    void the_grammar_of_filters_chooses_as_documented() {
        ServiceBusRuleManagerClient rules = clients.opened(clients.builder()
                .ruleManager()
                .topicName("grammar")
                .subscriptionName("chosen")
                .buildClient());
        rules.deleteRule("$Default");
        Map<String, List<String>> expected = new TreeMap<>(Map.ofEntries(
                Map.entry("quantity >= 5", List.of("five", "ten")),
                Map.entry("quantity != 5", List.of("ten")),
                Map.entry("quantity * 2 - 1 = 9", List.of("five")),
                Map.entry("quantity % 2 = 0", List.of("ten")),
                Map.entry("quantity / 5 < 2 AND color = 'red'", List.of("five")),
                Map.entry("color NOT IN ('red')", List.of("ten")),
                Map.entry("color LIKE '_l%'", List.of("ten")),
                Map.entry("note LIKE '100!%' ESCAPE '!'", List.of("ten")),
                Map.entry("note IS NULL", List.of("bare", "five")),
                Map.entry("note IS NOT NULL", List.of("ten")),
                Map.entry("EXISTS(color) AND NOT (quantity > 5)", List.of("five")),
                Map.entry("urgent = TRUE", List.of("five")),
                Map.entry("sys.Label = 'order' AND user.quantity = 10", List.of("ten")),
                Map.entry("1 = 1", List.of("bare", "five", "ten")),
                Map.entry("1 = 0", List.of())));
        List<String> expressions = List.copyOf(expected.keySet());
        for (int i = 0; i < expressions.size(); i++) {
            rules.createRule(
                    "r" + i,
                    new CreateRuleOptions(new SqlRuleFilter(expressions.get(i)))
                            .setAction(new SqlRuleAction("SET chosenBy = " + i)));
        }
        ServiceBusMessage five = message("five", 5, "red");
        five.getApplicationProperties().put("urgent", true);
        ServiceBusMessage ten = message("ten", 10, "blue");
        ten.getApplicationProperties().put("note", "100%");

        clients.topicSender("grammar").sendMessages(List.of(new ServiceBusMessage("bare"), five, ten));

        int copies = expected.values().stream().mapToInt(List::size).sum();
        Map<String, List<String>> chosen = new TreeMap<>();
        expressions.forEach(expression -> chosen.put(expression, new ArrayList<>()));
        receive(clients.subscription("grammar", "chosen"), copies).forEach(copy -> {
            Number rule = (Number) copy.getApplicationProperties().get("chosenBy");
            chosen.get(expressions.get(rule.intValue())).add(copy.getBody().toString());
        });
        chosen.values().forEach(Collections::sort);
        assertThat(chosen).isEqualTo(expected);
    }

    @Test
    @FromDocs("Topic filters and actions")
    void filters_that_let_everything_or_nothing_through_and_correlation_by_each_property_are_kept_as_they_were_made() {
        ServiceBusRuleManagerClient rules = clients.opened(clients.builder()
                .ruleManager()
                .topicName("events")
                .subscriptionName("ruled")
                .buildClient());
        rules.createRule("everything", new CreateRuleOptions(new TrueRuleFilter()));
        rules.createRule("nothing", new CreateRuleOptions(new FalseRuleFilter()));
        rules.createRule(
                "all-properties",
                new CreateRuleOptions(new CorrelationRuleFilter()
                        .setContentType("c")
                        .setCorrelationId("id")
                        .setLabel("l")
                        .setMessageId("m")
                        .setReplyTo("r")
                        .setReplyToSessionId("rs")
                        .setSessionId("s")
                        .setTo("t")));

        Map<String, RuleFilter> kept = rules.listRules().stream()
                .collect(Collectors.toMap(RuleProperties::getName, RuleProperties::getFilter));

        assertThat(kept.get("everything")).isInstanceOf(TrueRuleFilter.class);
        assertThat(kept.get("nothing")).isInstanceOf(FalseRuleFilter.class);
        assertThat(kept.get("all-properties"))
                .isInstanceOfSatisfying(CorrelationRuleFilter.class, filter -> assertThat(Stream.of(
                                filter.getContentType(),
                                filter.getCorrelationId(),
                                filter.getLabel(),
                                filter.getMessageId(),
                                filter.getReplyTo(),
                                filter.getReplyToSessionId(),
                                filter.getSessionId(),
                                filter.getTo()))
                        .containsExactly("c", "id", "l", "m", "r", "rs", "s", "t"));
    }

    @Test
    @FromSdk(ServiceBusRuleManagerClient.class)
    void rules_are_listed_removed_and_added_over_amqp() {
        ServiceBusRuleManagerClient rules = clients.opened(clients.builder()
                .ruleManager()
                .topicName("rule-managed")
                .subscriptionName("managed")
                .buildClient());
        assertThat(rules.listRules()).singleElement().satisfies(rule -> {
            assertThat(rule.getName()).isEqualTo("$Default");
            assertThat(rule.getFilter()).isInstanceOf(TrueRuleFilter.class);
        });

        rules.deleteRule("$Default");
        CorrelationRuleFilter correlation = new CorrelationRuleFilter().setCorrelationId("c");
        correlation.getProperties().put("kind", "k");
        rules.createRule("by-correlation", new CreateRuleOptions(correlation));
        rules.createRule(
                "by-sql",
                new CreateRuleOptions(new SqlRuleFilter("sys.MessageId LIKE 'm-%'"))
                        .setAction(new SqlRuleAction("SET seen = TRUE")));

        List<RuleProperties> listed = rules.listRules().stream().toList();
        assertThat(listed).extracting(RuleProperties::getName).containsExactlyInAnyOrder("by-correlation", "by-sql");
        assertThatThrownBy(() -> rules.createRule("by-sql", new CreateRuleOptions(new SqlRuleFilter("1=1"))))
                .hasMessageContaining("exists");
        assertThatThrownBy(() -> rules.createRule("broken", new CreateRuleOptions(new SqlRuleFilter("color = "))))
                .hasMessageContaining("a value was expected");
        clients.topicSender("rule-managed")
                .sendMessages(List.of(
                        new ServiceBusMessage("hit").setMessageId("m-1"),
                        new ServiceBusMessage("miss").setMessageId("n")));
        ServiceBusReceiverClient receiver = clients.subscription("rule-managed", "managed");
        assertThat(receive(receiver, 1)).singleElement().satisfies(hit -> {
            assertThat(hit.getBody().toString()).isEqualTo("hit");
            assertThat(hit.getApplicationProperties()).containsEntry("seen", true);
        });
    }

    private static ServiceBusMessage message(String body, int quantity, String color) {
        ServiceBusMessage message = new ServiceBusMessage(body).setSubject("order");
        message.getApplicationProperties().put("quantity", quantity);
        message.getApplicationProperties().put("color", color);
        return message;
    }
}
