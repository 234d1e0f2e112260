package dev.convoy.runtime.servicebus.conformance;

import static dev.convoy.runtime.servicebus.conformance.SdkClients.bodies;
import static dev.convoy.runtime.servicebus.conformance.SdkClients.receive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicConformanceTest {

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
    void each_subscription_gets_its_own_copy_of_what_its_rules_let_through() {
        ServiceBusMessage plain = new ServiceBusMessage("plain");
        ServiceBusMessage order = new ServiceBusMessage("order").setSubject("order");
        ServiceBusMessage big = new ServiceBusMessage("big").setSubject("order");
        big.getApplicationProperties().put("size", "big");
        ServiceBusMessage urgent = new ServiceBusMessage("urgent").setContentType("application/urgent");
        clients.topicSender("events").sendMessages(List.of(plain, order, big, urgent));

        List<ServiceBusReceivedMessage> all = receive(clients.subscription("events", "all"), 4);
        List<ServiceBusReceivedMessage> orders = receive(clients.subscription("events", "orders"), 2);
        List<ServiceBusReceivedMessage> bigs = receive(clients.subscription("events", "big"), 2);

        assertThat(bodies(all)).containsExactly("plain", "order", "big", "urgent");
        assertThat(bodies(orders)).containsExactly("order", "big");
        assertThat(bodies(bigs)).containsExactly("big", "urgent");
    }

    @Test
    @FromDocs("Service Bus queues, topics, and subscriptions")
    void nothing_is_received_from_a_topic_itself() {
        ServiceBusReceiverClient receiver = clients.receiver("events");

        assertThatThrownBy(
                        () -> receiver.receiveMessages(1, Duration.ofSeconds(2)).forEach(message -> {}))
                .hasStackTraceContaining("could not be found");
    }
}
