package dev.convoy.runtime.servicebus.conformance;

import static dev.convoy.runtime.servicebus.conformance.SdkClients.bodies;
import static dev.convoy.runtime.servicebus.conformance.SdkClients.receive;
import static dev.convoy.runtime.servicebus.conformance.SdkClients.receiveOne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusMessageBatch;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.AbandonOptions;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import com.azure.messaging.servicebus.models.ServiceBusMessageState;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueueConformanceTest {

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
    @FromSdk(ServiceBusSenderClient.class)
    void a_message_arrives_with_everything_its_sender_wrote() {
        ServiceBusMessage sent = new ServiceBusMessage(BinaryData.fromString("hello"))
                .setMessageId("m-1")
                .setCorrelationId("c-1")
                .setSubject("greeting")
                .setContentType("text/plain")
                .setReplyTo("answers")
                .setTo("someone")
                .setTimeToLive(Duration.ofMinutes(5))
                .setPartitionKey("p");
        sent.getApplicationProperties().put("text", "value");
        sent.getApplicationProperties().put("int", 42);
        sent.getApplicationProperties().put("long", 1L << 40);
        sent.getApplicationProperties().put("bool", true);
        sent.getApplicationProperties().put("double", 2.5);
        sent.getApplicationProperties().put("uuid", new UUID(1, 2));
        Map<String, Object> properties = new java.util.HashMap<>(sent.getApplicationProperties());
        OffsetDateTime time = OffsetDateTime.parse("2026-01-02T03:04:05Z");
        sent.getApplicationProperties().put("time", time);
        properties.put("time", time);
        clients.sender("plain").sendMessage(sent);

        ServiceBusReceivedMessage received = receiveOne(clients.deletingReceiver("plain"));

        assertThat(received.getBody().toString()).isEqualTo("hello");
        assertThat(received.getMessageId()).isEqualTo("m-1");
        assertThat(received.getCorrelationId()).isEqualTo("c-1");
        assertThat(received.getSubject()).isEqualTo("greeting");
        assertThat(received.getContentType()).isEqualTo("text/plain");
        assertThat(received.getReplyTo()).isEqualTo("answers");
        assertThat(received.getTo()).isEqualTo("someone");
        assertThat(received.getTimeToLive()).isEqualTo(Duration.ofMinutes(5));
        assertThat(received.getPartitionKey()).isEqualTo("p");
        assertThat(received.getApplicationProperties()).containsExactlyInAnyOrderEntriesOf(properties);
        assertThat(received.getDeliveryCount()).isZero();
        assertThat(received.getSequenceNumber()).isPositive();
        assertThat(received.getEnqueuedTime().toInstant())
                .isBetween(Instant.now().minusSeconds(10), Instant.now().plusSeconds(1));
        assertThat(received.getState()).isEqualTo(ServiceBusMessageState.ACTIVE);
    }

    @Test
    @FromSdk(ServiceBusMessageBatch.class)
    void a_batch_arrives_as_single_messages_in_order() {
        ServiceBusSenderClient sender = clients.sender("batches");
        ServiceBusMessageBatch batch = sender.createMessageBatch();
        IntStream.range(0, 50).forEach(i -> batch.tryAddMessage(new ServiceBusMessage("b" + i)));
        sender.sendMessages(batch);

        List<ServiceBusReceivedMessage> received = receive(clients.deletingReceiver("batches"), 50);

        assertThat(bodies(received))
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> "b" + i).toList());
        assertThat(received)
                .extracting(ServiceBusReceivedMessage::getSequenceNumber)
                .isSorted();
    }

    @Test
    @FromDocs("Message transfers, locks, and settlement")
    void a_completed_message_is_gone_and_an_abandoned_one_comes_again_changed_and_counted() {
        clients.sender("settled").sendMessages(List.of(new ServiceBusMessage("one"), new ServiceBusMessage("two")));
        ServiceBusReceiverClient receiver = clients.receiver("settled");
        List<ServiceBusReceivedMessage> both = receive(receiver, 2);
        receiver.complete(both.get(0));
        receiver.abandon(both.get(1), new AbandonOptions().setPropertiesToModify(Map.of("tried", "once")));

        ServiceBusReceivedMessage again = receiveOne(receiver);
        receiver.complete(again);

        assertThat(again.getBody().toString()).isEqualTo("two");
        assertThat(again.getDeliveryCount()).isEqualTo(1);
        assertThat(again.getApplicationProperties()).containsEntry("tried", "once");
        assertThat(receiver.receiveMessages(1, Duration.ofMillis(300))).isEmpty();
    }

    @Test
    @FromDocs("Message deferral")
    void a_deferred_message_is_received_by_its_number_only() {
        clients.sender("deferred").sendMessage(new ServiceBusMessage("later"));
        ServiceBusReceiverClient receiver = clients.receiver("deferred");
        ServiceBusReceivedMessage first = receiveOne(receiver);
        receiver.defer(first);
        assertThat(receiver.receiveMessages(1, Duration.ofMillis(300))).isEmpty();

        ServiceBusReceivedMessage deferred = receiver.receiveDeferredMessage(first.getSequenceNumber());
        receiver.complete(deferred);

        assertThat(deferred.getBody().toString()).isEqualTo("later");
        assertThat(deferred.getState()).isEqualTo(ServiceBusMessageState.DEFERRED);
        assertThat(receiver.receiveDeferredMessageBatch(List.of(first.getSequenceNumber())))
                .isEmpty();
    }

    @Test
    @FromDocs("Overview of Service Bus dead-letter queues")
    void a_dead_lettered_message_lies_in_the_dead_letter_queue_with_reason_and_properties() {
        clients.sender("dead").sendMessage(new ServiceBusMessage("bad"));
        ServiceBusReceiverClient receiver = clients.receiver("dead");
        receiver.deadLetter(
                receiveOne(receiver),
                new DeadLetterOptions()
                        .setDeadLetterReason("broken")
                        .setDeadLetterErrorDescription("cannot be read")
                        .setPropertiesToModify(Map.of("by", "test")));
        ServiceBusReceiverClient deadLetters = clients.deadLetters("dead");

        ServiceBusReceivedMessage dead = receiveOne(deadLetters);
        deadLetters.complete(dead);

        assertThat(dead.getBody().toString()).isEqualTo("bad");
        assertThat(dead.getDeadLetterReason()).isEqualTo("broken");
        assertThat(dead.getDeadLetterErrorDescription()).isEqualTo("cannot be read");
        assertThat(dead.getApplicationProperties()).containsEntry("by", "test");
    }

    @Test
    @FromDocs("Message transfers, locks, and settlement")
    void a_lock_that_ends_brings_the_message_back_until_it_was_delivered_too_often() {
        clients.sender("short-lock").sendMessage(new ServiceBusMessage("slow"));
        ServiceBusReceiverClient receiver = clients.receiver("short-lock");
        ServiceBusReceivedMessage first = receiveOne(receiver);
        ServiceBusReceivedMessage second = receiveOne(receiver);
        assertThat(second.getDeliveryCount()).isEqualTo(1);
        assertThatThrownBy(() -> receiver.complete(first))
                .isInstanceOfSatisfying(ServiceBusException.class, e -> assertThat(e.getReason())
                        .isEqualTo(ServiceBusFailureReason.MESSAGE_LOCK_LOST));

        ServiceBusReceiverClient deadLetters = clients.deadLetters("short-lock");
        ServiceBusReceivedMessage dead = receiveOne(deadLetters);
        deadLetters.complete(dead);

        assertThat(dead.getDeadLetterReason()).isEqualTo("MaxDeliveryCountExceeded");
    }

    @Test
    @FromDocs("Message transfers, locks, and settlement")
    void a_renewed_lock_holds_longer_than_its_duration() {
        clients.sender("renewed").sendMessage(new ServiceBusMessage("long work"));
        ServiceBusReceiverClient receiver = clients.receiver("renewed");
        ServiceBusReceivedMessage message = receiveOne(receiver);
        Instant end = Instant.now().plusMillis(2500);
        List<OffsetDateTime> untils = new ArrayList<>();
        while (Instant.now().isBefore(end)) {
            untils.add(receiver.renewMessageLock(message));
            assertThat(receiver.receiveMessages(1, Duration.ofMillis(300))).isEmpty();
        }

        receiver.complete(message);

        assertThat(untils).isSorted();
    }

    @Test
    @FromDocs("Message sequencing and timestamps: scheduled messages")
    void a_scheduled_message_comes_at_its_time_and_a_cancelled_one_never() {
        ServiceBusSenderClient sender = clients.sender("scheduled");
        OffsetDateTime at = OffsetDateTime.now().plusSeconds(2);
        long cancelled = sender.scheduleMessage(new ServiceBusMessage("never"), at);
        sender.scheduleMessage(new ServiceBusMessage("on time"), at);
        sender.cancelScheduledMessage(cancelled);
        ServiceBusReceiverClient receiver = clients.deletingReceiver("scheduled");
        assertThat(receiver.peekMessage().getState()).isEqualTo(ServiceBusMessageState.SCHEDULED);

        ServiceBusReceivedMessage received = receiveOne(receiver);

        assertThat(received.getBody().toString()).isEqualTo("on time");
        assertThat(received.getEnqueuedTime().toInstant())
                .isBetween(at.toInstant().minusMillis(1), at.toInstant().plusMillis(100));
        assertThat(receiver.receiveMessages(1, Duration.ofMillis(300))).isEmpty();
    }

    @Test
    @FromDocs("Message browsing")
    void peeking_shows_messages_from_any_number_and_locks_nothing() {
        clients.sender("peeked")
                .sendMessages(
                        List.of(new ServiceBusMessage("a"), new ServiceBusMessage("b"), new ServiceBusMessage("c")));
        ServiceBusReceiverClient receiver = clients.deletingReceiver("peeked");
        List<ServiceBusReceivedMessage> all = new ArrayList<>();
        receiver.peekMessages(10).forEach(all::add);

        ServiceBusReceivedMessage second = receiver.peekMessage(all.get(1).getSequenceNumber());

        assertThat(bodies(all)).containsExactly("a", "b", "c");
        assertThat(second.getBody().toString()).isEqualTo("b");
        assertThat(bodies(receive(receiver, 3))).containsExactly("a", "b", "c");
    }

    @Test
    @FromDocs("Message expiration")
    void a_message_past_its_time_to_live_becomes_a_dead_letter() {
        clients.sender("expiring").sendMessage(new ServiceBusMessage("stale").setTimeToLive(Duration.ofMillis(500)));
        ServiceBusReceiverClient deadLetters = clients.deadLetters("expiring");

        ServiceBusReceivedMessage dead = receiveOne(deadLetters);
        deadLetters.complete(dead);

        assertThat(dead.getDeadLetterReason()).isEqualTo("TTLExpiredException");
    }

    @Test
    @FromDocs("Message expiration")
    void a_queue_s_default_time_to_live_holds_for_messages_without_one_and_caps_longer_ones() {
        clients.sender("brief")
                .sendMessages(List.of(
                        new ServiceBusMessage("plain"),
                        new ServiceBusMessage("long").setTimeToLive(Duration.ofMinutes(5))));
        ServiceBusReceiverClient receiver = clients.deletingReceiver("brief");

        await().atMost(Duration.ofSeconds(10)).until(() -> receiver.peekMessage(0) == null);

        assertThat(receiver.receiveMessages(1, Duration.ofMillis(300))).isEmpty();
    }

    @Test
    @FromDocs("Duplicate detection")
    void a_message_id_seen_within_the_window_is_accepted_and_dropped() {
        ServiceBusSenderClient sender = clients.sender("distinct");
        sender.sendMessage(new ServiceBusMessage("first").setMessageId("same"));
        sender.sendMessage(new ServiceBusMessage("second").setMessageId("same"));
        sender.sendMessage(new ServiceBusMessage("third").setMessageId("other"));

        List<ServiceBusReceivedMessage> received = receive(clients.deletingReceiver("distinct"), 2);

        assertThat(bodies(received)).containsExactly("first", "third");
    }

    @Test
    @FromSdk(ServiceBusException.class)
    void an_unknown_queue_is_reported_as_such_at_once() {
        ServiceBusSenderClient sender = clients.sender("nowhere");

        assertThatThrownBy(() -> sender.sendMessage(new ServiceBusMessage("lost")))
                .isInstanceOfSatisfying(ServiceBusException.class, e -> assertThat(e.getReason())
                        .isEqualTo(ServiceBusFailureReason.MESSAGING_ENTITY_NOT_FOUND));
    }

    @Test
    @FromSdk(ServiceBusMessageBatch.class)
    void a_batch_takes_no_more_than_the_largest_batch_and_says_so() {
        ServiceBusMessageBatch batch = clients.sender("batches").createMessageBatch();
        ServiceBusMessage half = new ServiceBusMessage("x".repeat(batch.getMaxSizeInBytes() / 2));

        assertThat(batch.tryAddMessage(half)).isTrue();
        assertThat(batch.tryAddMessage(half)).isFalse();
    }

    @Test
    @FromSdk(ServiceBusSenderClient.class)
    void a_large_message_arrives_whole() {
        byte[] large = new byte[3_000_000];
        new java.util.SplittableRandom(7).nextBytes(large);
        clients.sender("large").sendMessage(new ServiceBusMessage(BinaryData.fromBytes(large)));

        ServiceBusReceivedMessage received = receiveOne(clients.deletingReceiver("large"));

        assertThat(received.getBody().toBytes()).isEqualTo(large);
    }
}
