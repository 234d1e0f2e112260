package dev.convoy.systemtests.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.contracts.topology.ServiceBusConfig;
import dev.convoy.functions.platform.servicebus.BusMessage;
import dev.convoy.functions.platform.servicebus.BusUnreachableException;
import dev.convoy.functions.platform.servicebus.ServiceBusConnection;
import dev.convoy.functions.platform.servicebus.ServiceBusMessageBus;
import dev.convoy.runtime.servicebus.ServiceBusEmulator;
import dev.convoy.runtime.servicebus.ServiceBusEmulatorSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The message port on the Service Bus emulator with our own topology, through the unmodified SDK. */
class ServiceBusMessageBusTest {

    private static ServiceBusEmulator emulator;
    private static ServiceBusMessageBus bus;

    @BeforeAll
    static void an_emulator() {
        emulator = ServiceBusEmulator.start(ServiceBusEmulatorSettings.defaults()
                .withPort(0)
                .withAdminPort(0)
                .withConfigText(ServiceBusConfig.json()));
        bus = new ServiceBusMessageBus(new ServiceBusConnection.ByConnectionString(emulator.connectionString()));
    }

    @AfterAll
    static void no_emulator() {
        bus.close();
        emulator.close();
    }

    @Test
    void messages_arrive_in_order_with_id_subject_and_properties() {
        List<BusMessage> sent =
                IntStream.range(0, 50).mapToObj(i -> message("m" + i, "Thing")).toList();

        bus.send(Entities.PAYMENT_COMMANDS, sent);

        List<ServiceBusReceivedMessage> received = receive(Entities.PAYMENT_COMMANDS, 50);
        assertThat(received)
                .extracting(ServiceBusReceivedMessage::getMessageId)
                .containsExactlyElementsOf(
                        sent.stream().map(BusMessage::messageId).toList());
        assertThat(received.getFirst().getSubject()).isEqualTo("Thing");
        assertThat(received.getFirst().getContentType()).startsWith("application/cloudevents+json");
        assertThat(received.getFirst().getApplicationProperties()).containsEntry("type", "dev.convoy.Thing.v1");
    }

    @Test
    void a_topic_is_sent_to_like_a_queue_and_routes_by_subject() {
        bus.send(Entities.EVENTS, List.of(message("e1", "OrderCompleted"), message("e2", "Other")));

        try (ServiceBusReceiverClient receiver = new ServiceBusClientBuilder()
                .connectionString(emulator.connectionString())
                .receiver()
                .topicName(Entities.EVENTS)
                .subscriptionName(Entities.NOTIFICATION)
                .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
                .buildClient()) {
            assertThat(receiver.receiveMessages(5, Duration.ofSeconds(2)))
                    .extracting(ServiceBusReceivedMessage::getMessageId)
                    .containsExactly("e1");
        }
    }

    @Test
    void a_scheduled_message_appears_at_its_time() {
        Instant at = Instant.now().plusMillis(700);

        bus.schedule(Entities.INVENTORY_COMMANDS, message("later", "t"), at);

        ServiceBusReceivedMessage received =
                receive(Entities.INVENTORY_COMMANDS, 1).getFirst();
        assertThat(received.getMessageId()).isEqualTo("later");
        assertThat(Instant.now()).isAfterOrEqualTo(at);
    }

    @Test
    void what_exceeds_a_batch_goes_in_several() {
        List<BusMessage> sent = IntStream.range(0, 40)
                .mapToObj(i -> new BusMessage("big" + i, "Thing", "x".repeat(20_000), Map.of()))
                .toList();

        bus.send(Entities.LOOKUP_REQUESTS, sent);

        assertThat(receive(Entities.LOOKUP_REQUESTS, 40)).hasSize(40);
    }

    @Test
    void an_entity_that_is_not_there_is_an_outage_that_names_it() {
        assertThatThrownBy(() -> bus.send("no-such-queue", List.of(message("m", "t"))))
                .isInstanceOf(BusUnreachableException.class)
                .hasMessageContaining("no-such-queue");
    }

    private static BusMessage message(String id, String subject) {
        return new BusMessage(id, subject, "{}", Map.of("type", "dev.convoy." + subject + ".v1"));
    }

    private static List<ServiceBusReceivedMessage> receive(String queue, int count) {
        try (ServiceBusReceiverClient receiver = new ServiceBusClientBuilder()
                .connectionString(emulator.connectionString())
                .receiver()
                .queueName(queue)
                .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
                .buildClient()) {
            List<ServiceBusReceivedMessage> received = new ArrayList<>();
            while (received.size() < count) {
                int before = received.size();
                receiver.receiveMessages(count - before, Duration.ofSeconds(5)).forEach(received::add);
                if (received.size() == before) {
                    return received;
                }
            }
            return received;
        }
    }
}
