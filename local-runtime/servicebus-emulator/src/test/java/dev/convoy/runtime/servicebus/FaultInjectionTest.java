package dev.convoy.runtime.servicebus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import dev.convoy.runtime.kit.fault.Fault;
import dev.convoy.runtime.kit.fault.FaultPlan;
import dev.convoy.runtime.kit.fault.FaultRule;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultInjectionTest {

    private ServiceBusEmulator emulator;
    private ServiceBusSenderClient sender;
    private ServiceBusReceiverClient receiver;

    @BeforeEach
    void start() {
        emulator = ServiceBusEmulator.start(ServiceBusEmulatorSettings.defaults()
                .withPort(0)
                .withAdminPort(0)
                .withConfigText("""
                        {"UserConfig": {"Namespaces": [{"Name": "n", "Queues": [
                          {"Name": "patient"},
                          {"Name": "q", "Properties": {"LockDuration": "PT2S", "MaxDeliveryCount": 100}}]}]}}
                        """));
        sender = builder().sender().queueName("q").buildClient();
        receiver = builder()
                .receiver()
                .queueName("q")
                .disableAutoComplete()
                .maxAutoLockRenewDuration(Duration.ZERO)
                .buildClient();
    }

    @AfterEach
    void stop() {
        sender.close();
        receiver.close();
        emulator.close();
    }

    @Test
    void a_connection_dropped_after_the_effect_makes_the_sdk_send_twice() {
        inject(FaultRule.of(Fault.DROP_AFTER, "q", 1).atMost(1));

        sender.sendMessage(new ServiceBusMessage("once meant"));

        assertThat(bodies(2)).containsExactly("once meant", "once meant");
    }

    @Test
    void a_connection_dropped_before_the_effect_is_retried_by_the_sdk_without_a_trace() {
        inject(FaultRule.of(Fault.DROP_BEFORE, "q", 1).atMost(1));

        sender.sendMessage(new ServiceBusMessage("once"));

        emulator.injectFaults(FaultPlan.none());
        assertThat(bodies(1)).containsExactly("once");
        assertThat(receiver.receiveMessages(1, Duration.ofMillis(300))).isEmpty();
    }

    @Test
    void a_busy_server_is_tried_again() {
        inject(
                FaultRule.of(Fault.THROTTLE, "q", 1).atMost(1),
                FaultRule.of(Fault.DETACH, "q", 1).atMost(1));

        sender.sendMessage(new ServiceBusMessage("in the end"));

        assertThat(bodies(1)).containsExactly("in the end");
    }

    @Test
    void a_lost_lock_refuses_the_settlement_and_brings_the_message_again() {
        sender.sendMessage(new ServiceBusMessage("m"));
        inject(FaultRule.of(Fault.LOSE_LOCK, "q", 1).atMost(1));
        ServiceBusReceivedMessage first = receive(1).getFirst();

        assertThatThrownBy(() -> receiver.complete(first))
                .isInstanceOfSatisfying(ServiceBusException.class, e -> assertThat(e.getReason())
                        .isEqualTo(ServiceBusFailureReason.MESSAGE_LOCK_LOST));

        ServiceBusReceivedMessage again = receive(1).getFirst();
        assertThat(again.getDeliveryCount()).isEqualTo(1);
        receiver.complete(again);
    }

    @Test
    void reordered_and_delayed_messages_all_arrive() {
        sender.sendMessages(IntStream.range(0, 20)
                .mapToObj(i -> new ServiceBusMessage("m" + i))
                .toList());
        inject(
                FaultRule.of(Fault.REORDER, "q", 0.5),
                FaultRule.of(Fault.DELAY, "q", 0.2).delayedBy(Duration.ofMillis(30)));

        List<String> received = bodies(20);

        List<String> inOrder = IntStream.range(0, 20).mapToObj(i -> "m" + i).toList();
        assertThat(received).containsExactlyInAnyOrderElementsOf(inOrder).isNotEqualTo(inOrder);
    }

    @Test
    void a_duplicated_send_arrives_twice() {
        inject(FaultRule.of(Fault.DUPLICATE, "q", 1).atMost(1));

        sender.sendMessage(new ServiceBusMessage("twin"));

        assertThat(bodies(2)).containsExactly("twin", "twin");
    }

    @Test
    void a_message_is_completed_after_its_link_is_gone() {
        ServiceBusReceiverClient patient = builder()
                .receiver()
                .queueName("patient")
                .disableAutoComplete()
                .maxAutoLockRenewDuration(Duration.ZERO)
                .buildClient();
        try (patient;
                ServiceBusSenderClient to =
                        builder().sender().queueName("patient").buildClient()) {
            to.sendMessages(IntStream.range(0, 3)
                    .mapToObj(i -> new ServiceBusMessage("m" + i))
                    .toList());
            ServiceBusReceivedMessage first = receive(patient, 1).getFirst();
            inject(FaultRule.of(Fault.DETACH, "patient", 1).atMost(1));
            receive(patient, 1);

            patient.complete(first);

            assertThat(patient.peekMessages(10, 0))
                    .extracting(m -> m.getBody().toString())
                    .containsExactly("m1", "m2");
        }
    }

    @Test
    void a_busy_management_says_so_and_one_that_drops_its_answer_has_done_its_work() {
        OffsetDateTime later = OffsetDateTime.now().plusHours(1);
        inject(
                FaultRule.of(Fault.THROTTLE, "q/$management", 1).atMost(1),
                FaultRule.of(Fault.DROP_AFTER, "q/$management", 1).atMost(1));

        assertThatThrownBy(() -> sender.scheduleMessage(new ServiceBusMessage("busy"), later))
                .isInstanceOfSatisfying(ServiceBusException.class, e -> assertThat(e.getReason())
                        .isEqualTo(ServiceBusFailureReason.SERVICE_BUSY));
        assertThatThrownBy(() -> sender.scheduleMessage(new ServiceBusMessage("done"), later))
                .isInstanceOf(RuntimeException.class);

        assertThat(receiver.peekMessages(10))
                .extracting(m -> m.getBody().toString())
                .contains("done")
                .doesNotContain("busy");
    }

    @Test
    void a_lock_lost_before_its_renewal_refuses_it() {
        sender.sendMessage(new ServiceBusMessage("m"));
        ServiceBusReceivedMessage first = receive(1).getFirst();
        inject(FaultRule.of(Fault.LOSE_LOCK, "q", 1).atMost(1));

        assertThatThrownBy(() -> receiver.renewMessageLock(first))
                .isInstanceOfSatisfying(ServiceBusException.class, e -> assertThat(e.getReason())
                        .isEqualTo(ServiceBusFailureReason.MESSAGE_LOCK_LOST));

        assertThat(receive(1).getFirst().getDeliveryCount()).isEqualTo(1);
    }

    @Test
    void management_works_again_after_its_connection_was_dropped_its_link_detached_and_its_answer_delayed() {
        sender.sendMessage(new ServiceBusMessage("m"));
        for (Fault fault : List.of(Fault.DROP_BEFORE, Fault.DETACH)) {
            inject(FaultRule.of(fault, "q/$management", 1).atMost(1));
            assertThatThrownBy(() -> receiver.peekMessage(0)).isInstanceOf(RuntimeException.class);
        }
        inject(FaultRule.of(Fault.DELAY, "q/$management", 1).delayedBy(Duration.ofMillis(50)));

        ServiceBusReceivedMessage peeked = receiver.peekMessage(0);

        assertThat(peeked.getBody()).hasToString("m");
    }

    private void inject(FaultRule... rules) {
        emulator.injectFaults(new FaultPlan(11, List.of(rules)));
    }

    private List<String> bodies(int count) {
        return receive(count).stream().map(m -> m.getBody().toString()).toList();
    }

    private ServiceBusClientBuilder builder() {
        return new ServiceBusClientBuilder()
                .connectionString(emulator.connectionString())
                .retryOptions(new AmqpRetryOptions()
                        .setMaxRetries(3)
                        .setDelay(Duration.ofMillis(50))
                        .setTryTimeout(Duration.ofSeconds(5)));
    }

    private List<ServiceBusReceivedMessage> receive(int count) {
        return receive(receiver, count);
    }

    private static List<ServiceBusReceivedMessage> receive(ServiceBusReceiverClient receiver, int count) {
        List<ServiceBusReceivedMessage> messages = new ArrayList<>();
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (messages.size() < count && System.nanoTime() < end) {
            receiver.receiveMessages(count - messages.size(), Duration.ofSeconds(1))
                    .forEach(messages::add);
        }
        return messages;
    }
}
