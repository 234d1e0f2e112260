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
import com.azure.messaging.servicebus.administration.models.RuleProperties;
import com.azure.messaging.servicebus.administration.models.SqlRuleAction;
import com.azure.messaging.servicebus.administration.models.SqlRuleFilter;
import com.azure.messaging.servicebus.administration.models.TrueRuleFilter;
import java.util.List;
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
