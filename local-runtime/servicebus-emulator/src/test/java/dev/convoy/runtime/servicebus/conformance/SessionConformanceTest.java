package dev.convoy.runtime.servicebus.conformance;

import static dev.convoy.runtime.servicebus.conformance.SdkClients.bodies;
import static dev.convoy.runtime.servicebus.conformance.SdkClients.receive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.ServiceBusSessionReceiverClient;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionConformanceTest {

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
    @FromDocs("Message sessions: first-in, first-out")
    void a_session_accepted_by_id_gives_its_own_messages_in_order() {
        send("session-fifo", "a", "a1");
        send("session-fifo", "b", "b1");
        send("session-fifo", "a", "a2");
        send("session-fifo", "a", "a3");
        ServiceBusReceiverClient receiver =
                clients.opened(sessions("session-fifo").acceptSession("a"));

        List<ServiceBusReceivedMessage> received = receive(receiver, 3);

        assertThat(bodies(received)).containsExactly("a1", "a2", "a3");
        assertThat(received).allSatisfy(message -> {
            assertThat(message.getSessionId()).isEqualTo("a");
            receiver.complete(message);
        });
    }

    @Test
    @FromDocs("Message sessions: session features")
    void the_next_session_is_one_that_nobody_holds_and_a_held_one_cannot_be_accepted() {
        send("session-next", "x", "x1");
        send("session-next", "y", "y1");
        ServiceBusReceiverClient first = clients.opened(sessions("session-next").acceptNextSession());
        ServiceBusReceiverClient second =
                clients.opened(sessions("session-next").acceptNextSession());

        assertThat(List.of(first.getSessionId(), second.getSessionId())).containsExactlyInAnyOrder("x", "y");
        assertThatThrownBy(() -> sessions("session-next").acceptSession("x"))
                .isInstanceOfSatisfying(AmqpException.class, e -> assertThat(e.getErrorCondition())
                        .isEqualTo(AmqpErrorCondition.SESSION_CANNOT_BE_LOCKED));
    }

    @Test
    @FromDocs("Message sessions: message session state")
    void session_state_outlives_its_receiver_until_it_is_removed() throws Exception {
        try (ServiceBusReceiverClient receiver = sessions("session-state").acceptSession("s")) {
            assertThat(receiver.getSessionState()).isNull();
            receiver.setSessionState("half done".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        ServiceBusReceiverClient next = clients.opened(acceptEventually("session-state", "s"));

        assertThat(next.getSessionState()).asString().isEqualTo("half done");
        next.setSessionState(null);
        assertThat(next.getSessionState()).isNull();
    }

    @Test
    @FromDocs("Message sessions: session features")
    void a_session_lock_is_renewed_and_ends_when_it_is_not() {
        send("session-short", "s", "m");
        ServiceBusReceiverClient receiver =
                clients.opened(sessions("session-short").acceptSession("s"));
        OffsetDateTime until = receiver.renewSessionLock();
        assertThat(until).isAfter(OffsetDateTime.now());
        ServiceBusReceivedMessage held = receive(receiver, 1).getFirst();

        ServiceBusReceiverClient other = clients.opened(acceptEventually("session-short", "s"));
        ServiceBusReceivedMessage again = receive(other, 1).getFirst();

        assertThat(again.getDeliveryCount()).isEqualTo(1);
        assertThatThrownBy(() -> receiver.complete(held)).isInstanceOf(ServiceBusException.class);
        other.complete(again);
    }

    @Test
    @FromDocs("Message deferral")
    void a_session_s_messages_are_peeked_and_deferred_within_it() {
        send("session-deferred", "s", "now");
        send("session-deferred", "other", "elsewhere");
        ServiceBusReceiverClient receiver =
                clients.opened(sessions("session-deferred").acceptSession("s"));
        assertThat(receiver.peekMessages(10)).extracting(m -> m.getSessionId()).containsExactly("s");
        ServiceBusReceivedMessage first = receive(receiver, 1).getFirst();
        receiver.defer(first);

        ServiceBusReceivedMessage deferred = receiver.receiveDeferredMessage(first.getSequenceNumber());
        receiver.complete(deferred);

        assertThat(deferred.getBody()).hasToString("now");
        assertThat(receiver.peekMessage(0)).isNull();
    }

    @Test
    @FromDocs("Message sessions: session features")
    void a_session_s_holder_abandons_and_dead_letters_its_messages() {
        send("session-settled", "s", "bad");
        ServiceBusReceiverClient receiver =
                clients.opened(sessions("session-settled").acceptSession("s"));
        receiver.abandon(receive(receiver, 1).getFirst());
        ServiceBusReceivedMessage again = receive(receiver, 1).getFirst();
        receiver.deadLetter(again, new DeadLetterOptions().setDeadLetterReason("unreadable"));

        ServiceBusReceiverClient deadLetters = clients.deadLetters("session-settled");
        ServiceBusReceivedMessage dead = receive(deadLetters, 1).getFirst();
        deadLetters.complete(dead);

        assertThat(again.getDeliveryCount()).isEqualTo(1);
        assertThat(dead.getDeadLetterReason()).isEqualTo("unreadable");
        assertThat(dead.getSessionId()).isEqualTo("s");
    }

    @Test
    @FromSdk(ServiceBusSessionReceiverClient.class)
    void that_no_session_is_free_is_said_in_time() {
        ServiceBusSessionReceiverClient impatient = clients.opened(clients.builder()
                .retryOptions(new AmqpRetryOptions().setMaxRetries(0).setTryTimeout(Duration.ofSeconds(1)))
                .sessionReceiver()
                .queueName("session-empty")
                .buildClient());

        assertThatThrownBy(impatient::acceptNextSession)
                .satisfies(e -> assertThat(e).hasStackTraceContaining("imeout"));
    }

    @Test
    @FromSdk(ServiceBusProcessorClient.class)
    void a_session_processor_gives_a_failing_handler_its_message_again_before_the_next() {
        clients.sender("session-retried")
                .sendMessages(List.of(
                        new ServiceBusMessage("1").setSessionId("s"), new ServiceBusMessage("2").setSessionId("s")));
        List<String> tried = new CopyOnWriteArrayList<>();
        ServiceBusProcessorClient processor = clients.opened(clients.builder()
                .sessionProcessor()
                .queueName("session-retried")
                .processMessage(context -> {
                    tried.add(context.getMessage().getBody().toString());
                    if (tried.size() == 1) {
                        throw new IllegalStateException("on purpose");
                    }
                })
                .processError(context -> {})
                .buildProcessorClient());
        processor.start();

        await().atMost(Duration.ofSeconds(20)).until(() -> tried.size() == 3);

        assertThat(tried).containsExactly("1", "1", "2");
    }

    @Test
    @FromSdk(ServiceBusReceiverClient.class)
    void a_plain_receiver_is_refused_on_a_session_queue_and_a_session_receiver_on_a_plain_one() {
        assertThatThrownBy(() -> clients.receiver("session-fifo")
                        .receiveMessages(1, Duration.ofSeconds(10))
                        .forEach(message -> {}))
                .hasStackTraceContaining("requires sessions");
        assertThatThrownBy(() -> sessions("plain").acceptSession("s"))
                .hasStackTraceContaining("does not require sessions");
        assertThatThrownBy(() -> clients.sender("session-fifo").sendMessage(new ServiceBusMessage("no session")))
                .hasMessageContaining("SessionId was not set");
    }

    @Test
    @FromSdk(ServiceBusProcessorClient.class)
    void a_session_processor_works_through_many_sessions_each_in_order() {
        ServiceBusSenderClient sender = clients.sender("session-processed");
        List<ServiceBusMessage> messages = IntStream.range(0, 100)
                .mapToObj(i -> new ServiceBusMessage(String.valueOf(i)).setSessionId("s" + i % 10))
                .toList();
        sender.sendMessages(messages);
        Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
        ServiceBusProcessorClient processor = clients.opened(clients.builder()
                .sessionProcessor()
                .queueName("session-processed")
                .maxConcurrentSessions(4)
                .sessionIdleTimeout(Duration.ofMillis(300))
                .processMessage(context -> seen.computeIfAbsent(
                                context.getMessage().getSessionId(), id -> new CopyOnWriteArrayList<>())
                        .add(Integer.parseInt(context.getMessage().getBody().toString())))
                .processError(context -> {})
                .buildProcessorClient());
        processor.start();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> seen.values().stream().mapToInt(List::size).sum() == 100);

        assertThat(seen).hasSize(10);
        assertThat(seen.values()).allSatisfy(numbers -> assertThat(numbers).isSorted());
    }

    private void send(String queue, String session, String body) {
        clients.sender(queue).sendMessage(new ServiceBusMessage(body).setSessionId(session));
    }

    private ServiceBusSessionReceiverClient sessions(String queue) {
        return clients.opened(clients.builder()
                .sessionReceiver()
                .queueName(queue)
                .disableAutoComplete()
                .maxAutoLockRenewDuration(Duration.ZERO)
                .buildClient());
    }

    private ServiceBusReceiverClient acceptEventually(String queue, String session) {
        return await().atMost(Duration.ofSeconds(10))
                .ignoreExceptionsInstanceOf(AmqpException.class)
                .until(() -> sessions(queue).acceptSession(session), receiver -> true);
    }
}
