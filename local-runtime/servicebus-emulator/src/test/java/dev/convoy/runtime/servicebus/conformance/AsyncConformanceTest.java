package dev.convoy.runtime.servicebus.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusMessageBatch;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import com.azure.messaging.servicebus.ServiceBusRuleManagerAsyncClient;
import com.azure.messaging.servicebus.ServiceBusSenderAsyncClient;
import com.azure.messaging.servicebus.ServiceBusSessionReceiverAsyncClient;
import com.azure.messaging.servicebus.ServiceBusTransactionContext;
import com.azure.messaging.servicebus.administration.models.CreateRuleOptions;
import com.azure.messaging.servicebus.administration.models.RuleProperties;
import com.azure.messaging.servicebus.administration.models.SqlRuleFilter;
import com.azure.messaging.servicebus.models.AbandonOptions;
import com.azure.messaging.servicebus.models.CompleteOptions;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import com.azure.messaging.servicebus.models.SubQueue;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** The SDK's asynchronous clients, which speak by other code paths than the synchronous ones. */
class AsyncConformanceTest {

    private static final Duration LIMIT = Duration.ofSeconds(15);

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
    @FromSdk(ServiceBusSenderAsyncClient.class)
    void single_messages_lists_and_batches_arrive_in_order() {
        ServiceBusSenderAsyncClient sender = sender("async-batches");
        wait(sender.sendMessage(new ServiceBusMessage("0")));
        wait(sender.sendMessages(List.of(new ServiceBusMessage("1"), new ServiceBusMessage("2"))));
        ServiceBusMessageBatch batch = wait(sender.createMessageBatch());
        IntStream.range(3, 30).forEach(i -> batch.tryAddMessage(new ServiceBusMessage(String.valueOf(i))));
        wait(sender.sendMessages(batch));
        ServiceBusReceiverAsyncClient receiver = receiver("async-batches");

        List<String> received = wait(receiver.receiveMessages()
                .concatMap(message ->
                        receiver.complete(message).thenReturn(message.getBody().toString()))
                .take(30)
                .collectList());

        assertThat(received)
                .containsExactlyElementsOf(
                        IntStream.range(0, 30).mapToObj(String::valueOf).toList());
    }

    @Test
    @FromDocs("Message transfers, locks, and settlement")
    void a_message_is_abandoned_renewed_deferred_dead_lettered_and_completed() throws InterruptedException {
        wait(sender("async-settled").sendMessage(new ServiceBusMessage("m")));
        ServiceBusReceiverAsyncClient receiver = receiver("async-settled");
        BlockingQueue<ServiceBusReceivedMessage> inbox = inboxOf(receiver);
        ServiceBusReceivedMessage first = next(inbox);
        wait(receiver.abandon(first, new AbandonOptions().setPropertiesToModify(Map.of("tried", 1))));
        ServiceBusReceivedMessage second = next(inbox);
        assertThat(second.getDeliveryCount()).isEqualTo(1);
        assertThat(second.getApplicationProperties()).containsEntry("tried", 1);
        assertThat(wait(receiver.renewMessageLock(second))).isAfter(OffsetDateTime.now());
        wait(receiver.defer(second));

        ServiceBusReceivedMessage deferred = wait(receiver.receiveDeferredMessage(second.getSequenceNumber()));
        wait(receiver.deadLetter(deferred, new DeadLetterOptions().setDeadLetterReason("why")));
        ServiceBusReceiverAsyncClient deadLetters = clients.opened(clients.builder()
                .receiver()
                .queueName("async-settled")
                .subQueue(SubQueue.DEAD_LETTER_QUEUE)
                .disableAutoComplete()
                .buildAsyncClient());
        ServiceBusReceivedMessage dead = next(inboxOf(deadLetters));
        wait(deadLetters.complete(dead));

        assertThat(dead.getDeadLetterReason()).isEqualTo("why");
        assertThatThrownBy(() -> wait(deadLetters.complete(dead))).isInstanceOf(RuntimeException.class);
    }

    @Test
    @FromDocs("Message sequencing and timestamps: scheduled messages")
    void scheduled_messages_are_peeked_and_cancelled() {
        ServiceBusSenderAsyncClient sender = sender("async-scheduled");
        OffsetDateTime later = OffsetDateTime.now().plusHours(1);
        List<Long> numbers =
                wait(sender.scheduleMessages(List.of(new ServiceBusMessage("a"), new ServiceBusMessage("b")), later)
                        .collectList());
        ServiceBusReceiverAsyncClient receiver = receiver("async-scheduled");
        assertThat(wait(receiver.peekMessages(10).collectList())).hasSize(2);

        wait(sender.cancelScheduledMessages(numbers));

        assertThat(wait(receiver.peekMessages(10, 0).collectList())).isEmpty();
    }

    @Test
    @FromDocs("Overview of Service Bus transaction processing")
    void a_transaction_is_committed_whole_or_not_at_all() throws InterruptedException {
        ServiceBusSenderAsyncClient sender = sender("async-transacted");
        wait(sender.sendMessage(new ServiceBusMessage("in")));
        ServiceBusReceiverAsyncClient receiver = receiver("async-transacted");
        ServiceBusReceivedMessage in = next(inboxOf(receiver));
        ServiceBusTransactionContext dropped = wait(sender.createTransaction());
        wait(sender.sendMessage(new ServiceBusMessage("never"), dropped));
        wait(sender.rollbackTransaction(dropped));
        ServiceBusTransactionContext kept = wait(sender.createTransaction());
        wait(sender.sendMessage(new ServiceBusMessage("out"), kept));
        wait(sender.commitTransaction(kept));
        ServiceBusTransactionContext completing = wait(receiver.createTransaction());
        wait(receiver.complete(in, new CompleteOptions().setTransactionContext(completing)));
        wait(receiver.commitTransaction(completing));

        List<ServiceBusReceivedMessage> left = wait(receiver.peekMessages(10, 0).collectList());

        assertThat(left).extracting(m -> m.getBody().toString()).containsExactly("out");
    }

    @Test
    @FromDocs("Message sessions")
    void sessions_are_accepted_hold_state_and_keep_their_order() {
        ServiceBusSenderAsyncClient sender = sender("async-sessions");
        wait(sender.sendMessages(IntStream.range(0, 5)
                .mapToObj(i -> new ServiceBusMessage(String.valueOf(i)).setSessionId("s"))
                .toList()));
        ServiceBusSessionReceiverAsyncClient sessions = clients.opened(clients.builder()
                .sessionReceiver()
                .queueName("async-sessions")
                .disableAutoComplete()
                .buildAsyncClient());
        ServiceBusReceiverAsyncClient session = clients.opened(wait(sessions.acceptNextSession()));

        wait(session.setSessionState("begun".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(wait(session.getSessionState())).asString().isEqualTo("begun");
        assertThat(wait(session.renewSessionLock())).isAfter(OffsetDateTime.now());
        wait(session.setSessionState(null));

        List<String> received = wait(session.receiveMessages()
                .concatMap(m -> session.complete(m).thenReturn(m.getBody().toString()))
                .take(5)
                .collectList());

        assertThat(session.getSessionId()).isEqualTo("s");
        assertThat(received).containsExactly("0", "1", "2", "3", "4");
    }

    @Test
    @FromSdk(ServiceBusRuleManagerAsyncClient.class)
    void rules_are_managed_and_subscriptions_read_asynchronously() throws InterruptedException {
        ServiceBusRuleManagerAsyncClient rules = clients.opened(clients.builder()
                .ruleManager()
                .topicName("async-topic")
                .subscriptionName("chosen")
                .buildAsyncClient());
        wait(rules.createRule("by-color", new CreateRuleOptions(new SqlRuleFilter("color = 'red'")))
                .thenReturn(true));
        wait(rules.deleteRule("$Default").thenReturn(true));
        assertThat(wait(rules.listRules().map(RuleProperties::getName).collectList()))
                .containsExactly("by-color");
        ServiceBusMessage red = new ServiceBusMessage("red");
        red.getApplicationProperties().put("color", "red");
        ServiceBusSenderAsyncClient sender = clients.opened(
                clients.builder().sender().topicName("async-topic").buildAsyncClient());

        wait(sender.sendMessages(List.of(new ServiceBusMessage("bare"), red)));

        ServiceBusReceiverAsyncClient receiver = clients.opened(clients.builder()
                .receiver()
                .topicName("async-topic")
                .subscriptionName("chosen")
                .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
                .buildAsyncClient());
        assertThat(next(inboxOf(receiver)).getBody()).hasToString("red");
        assertThat(wait(receiver.peekMessages(10, 0).collectList())).isEmpty();
    }

    @Test
    @FromSdk(ServiceBusException.class)
    void an_unknown_entity_is_an_error_of_the_stream() {
        ServiceBusReceiverAsyncClient receiver = receiver("async-nowhere");

        assertThatThrownBy(() -> wait(receiver.receiveMessages().next())).hasStackTraceContaining("could not be found");
        assertThatThrownBy(() -> wait(sender("async-nowhere").sendMessage(new ServiceBusMessage("lost"))))
                .isInstanceOfSatisfying(ServiceBusException.class, e -> assertThat(e.getReason())
                        .isEqualTo(ServiceBusFailureReason.MESSAGING_ENTITY_NOT_FOUND));
    }

    private ServiceBusSenderAsyncClient sender(String queue) {
        return clients.opened(clients.builder().sender().queueName(queue).buildAsyncClient());
    }

    private ServiceBusReceiverAsyncClient receiver(String queue) {
        return clients.opened(clients.builder()
                .receiver()
                .queueName(queue)
                .disableAutoComplete()
                .maxAutoLockRenewDuration(Duration.ZERO)
                .buildAsyncClient());
    }

    /** What comes while the test runs; a stream that ended would take its link with it. */
    private BlockingQueue<ServiceBusReceivedMessage> inboxOf(ServiceBusReceiverAsyncClient receiver) {
        BlockingQueue<ServiceBusReceivedMessage> inbox = new LinkedBlockingQueue<>();
        Disposable subscription = receiver.receiveMessages().subscribe(inbox::add);
        clients.opened(subscription::dispose);
        return inbox;
    }

    private static ServiceBusReceivedMessage next(BlockingQueue<ServiceBusReceivedMessage> inbox)
            throws InterruptedException {
        return Objects.requireNonNull(inbox.poll(LIMIT.toSeconds(), TimeUnit.SECONDS), "no message came");
    }

    private static <T> T wait(Mono<T> mono) {
        return mono.block(LIMIT);
    }
}
