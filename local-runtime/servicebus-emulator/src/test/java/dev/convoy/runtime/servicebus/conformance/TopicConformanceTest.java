package dev.convoy.runtime.servicebus.conformance;

import static dev.convoy.runtime.servicebus.conformance.SdkClients.bodies;
import static dev.convoy.runtime.servicebus.conformance.SdkClients.receive;
import static dev.convoy.runtime.servicebus.conformance.SdkClients.receiveOne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import com.azure.messaging.servicebus.models.SubQueue;
import java.time.Duration;
import java.time.OffsetDateTime;
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
    @FromDocs("Service Bus dead-letter queues")
    void a_subscription_has_dead_letters_deferred_and_peeked_messages_of_its_own() {
        clients.topicSender("bulletin")
                .sendMessages(List.of(new ServiceBusMessage("bad"), new ServiceBusMessage("later")));
        ServiceBusReceiverClient reader = clients.opened(clients.builder()
                .receiver()
                .topicName("bulletin")
                .subscriptionName("reader")
                .disableAutoComplete()
                .buildClient());
        assertThat(reader.peekMessages(10)).hasSize(2);
        List<ServiceBusReceivedMessage> both = receive(reader, 2);
        reader.deadLetter(both.getFirst(), new DeadLetterOptions().setDeadLetterReason("unreadable"));
        reader.defer(both.getLast());

        ServiceBusReceivedMessage deferred =
                reader.receiveDeferredMessage(both.getLast().getSequenceNumber());
        reader.complete(deferred);
        ServiceBusReceivedMessage dead = receiveOne(clients.opened(clients.builder()
                .receiver()
                .topicName("bulletin")
                .subscriptionName("reader")
                .subQueue(SubQueue.DEAD_LETTER_QUEUE)
                .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
                .buildClient()));

        assertThat(deferred.getBody()).hasToString("later");
        assertThat(dead.getBody()).hasToString("bad");
        assertThat(dead.getDeadLetterReason()).isEqualTo("unreadable");
        assertThat(clients.subscription("bulletin", "nobody").peekMessage()).isNull();
    }

    @Test
    @FromDocs("Message sequencing and timestamps: scheduled messages")
    void a_message_scheduled_on_a_topic_reaches_its_subscriptions_at_its_time() {
        OffsetDateTime at = OffsetDateTime.now().plusSeconds(1);
        clients.topicSender("bulletin").scheduleMessage(new ServiceBusMessage("on time"), at);

        ServiceBusReceivedMessage received = receiveOne(clients.subscription("bulletin", "reader"));

        assertThat(received.getBody()).hasToString("on time");
        assertThat(received.getEnqueuedTime()).isAfterOrEqualTo(at.minusNanos(1_000_000));
    }

    @Test
    @FromDocs("Chaining Service Bus entities with autoforwarding")
    void a_subscription_forwards_to_a_queue_and_another_hands_out_sessions() {
        clients.topicSender("routed").sendMessage(new ServiceBusMessage("both").setSessionId("s"));

        ServiceBusReceivedMessage forwarded = receiveOne(clients.deletingReceiver("routed-to"));
        ServiceBusReceiverClient session = clients.opened(clients.opened(clients.builder()
                        .sessionReceiver()
                        .topicName("routed")
                        .subscriptionName("in-sessions")
                        .disableAutoComplete()
                        .buildClient())
                .acceptNextSession());
        ServiceBusReceivedMessage held = receiveOne(session);
        session.complete(held);

        assertThat(forwarded.getBody()).hasToString("both");
        assertThat(session.getSessionId()).isEqualTo("s");
        assertThat(held.getBody()).hasToString("both");
    }

    @Test
    @FromDocs("Duplicate detection")
    void a_topic_drops_a_repeated_message_id_for_all_its_subscriptions() {
        clients.topicSender("distinct-topic")
                .sendMessages(List.of(
                        new ServiceBusMessage("first").setMessageId("same"),
                        new ServiceBusMessage("again").setMessageId("same"),
                        new ServiceBusMessage("other").setMessageId("other")));

        for (String name : List.of("one", "two")) {
            assertThat(bodies(receive(clients.subscription("distinct-topic", name), 2)))
                    .containsExactly("first", "other");
        }
    }

    @Test
    @FromDocs("Service Bus queues, topics, and subscriptions")
    void nothing_is_received_from_a_topic_itself() {
        ServiceBusReceiverClient receiver = clients.receiver("events");

        assertThatThrownBy(() ->
                        receiver.receiveMessages(1, Duration.ofSeconds(10)).forEach(message -> {}))
                .hasStackTraceContaining("could not be found");
    }
}
