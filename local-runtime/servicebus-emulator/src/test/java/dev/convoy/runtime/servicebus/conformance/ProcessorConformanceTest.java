package dev.convoy.runtime.servicebus.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.servicebus.ServiceBusErrorContext;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusReceivedMessageContext;
import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderAsyncClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import com.azure.messaging.servicebus.models.ServiceBusMessageState;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessorConformanceTest {

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
    @FromSdk(ServiceBusProcessorClient.class)
    void a_processor_handles_every_message_and_a_failing_handler_gets_it_again() {
        List<ServiceBusMessage> messages = IntStream.range(0, 200)
                .mapToObj(i -> new ServiceBusMessage("p" + i))
                .toList();
        clients.sender("processed").sendMessages(messages);
        Set<String> done = ConcurrentHashMap.newKeySet();
        AtomicInteger failures = new AtomicInteger();
        ServiceBusProcessorClient processor = clients.opened(clients.builder()
                .processor()
                .queueName("processed")
                .maxConcurrentCalls(8)
                .processMessage(context -> {
                    String body = context.getMessage().getBody().toString();
                    if (body.equals("p7") && failures.getAndIncrement() == 0) {
                        throw new IllegalStateException("on purpose");
                    }
                    done.add(body);
                })
                .processError(context -> {})
                .buildProcessorClient());
        processor.start();

        await().atMost(Duration.ofSeconds(20)).until(() -> done.size() == 200);

        assertThat(failures).hasValue(2);
    }

    @Test
    @FromSdk(ServiceBusReceivedMessageContext.class)
    void a_processor_settles_by_hand_in_every_way() {
        clients.sender("processed-by-hand")
                .sendMessages(Stream.of("complete", "abandon", "defer", "dead-letter")
                        .map(ServiceBusMessage::new)
                        .toList());
        List<String> handled = new CopyOnWriteArrayList<>();
        ServiceBusProcessorClient processor = clients.opened(clients.builder()
                .processor()
                .queueName("processed-by-hand")
                .disableAutoComplete()
                .processMessage(context -> {
                    settleAsItSays(context);
                    handled.add(context.getMessage().getBody().toString());
                })
                .processError(context -> {})
                .buildProcessorClient());
        processor.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> handled.size() == 5);
        processor.close();

        ServiceBusReceiverClient receiver = clients.receiver("processed-by-hand");
        assertThat(handled).containsExactlyInAnyOrder("complete", "abandon", "abandon", "defer", "dead-letter");
        assertThat(receiver.peekMessages(10)).singleElement().satisfies(left -> assertThat(left.getState())
                .isEqualTo(ServiceBusMessageState.DEFERRED));
        assertThat(SdkClients.receiveOne(clients.deadLetters("processed-by-hand"))
                        .getDeadLetterReason())
                .isEqualTo("said so");
    }

    private static void settleAsItSays(ServiceBusReceivedMessageContext context) {
        switch (context.getMessage().getBody().toString()) {
            case "abandon" -> {
                if (context.getMessage().getDeliveryCount() == 0) {
                    context.abandon();
                } else {
                    context.complete();
                }
            }
            case "defer" -> context.defer();
            case "dead-letter" -> context.deadLetter(new DeadLetterOptions().setDeadLetterReason("said so"));
            default -> context.complete();
        }
    }

    @Test
    @FromSdk(ServiceBusProcessorClient.class)
    void what_a_stopped_processor_has_fetched_ahead_comes_again_when_its_locks_end() {
        ServiceBusSenderClient sender = clients.sender("processed-ahead");
        ServiceBusReceiverClient onlooker = clients.receiver("processed-ahead");
        Set<String> handled = ConcurrentHashMap.newKeySet();
        ServiceBusProcessorClient processor = clients.opened(clients.builder()
                .processor()
                .queueName("processed-ahead")
                .prefetchCount(50)
                .maxConcurrentCalls(4)
                .processMessage(
                        context -> handled.add(context.getMessage().getBody().toString()))
                .processError(context -> {})
                .buildProcessorClient());
        sender.sendMessages(named("a", 100));
        processor.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> handled.size() == 100);
        processor.stop();
        assertThat(processor.isRunning()).isFalse();
        processor.start();
        sender.sendMessages(named("b", 100));

        await().atMost(Duration.ofSeconds(20)).until(() -> handled.size() == 200);

        await().atMost(Duration.ofSeconds(20)).until(() -> onlooker.peekMessage(0) == null);
    }

    @Test
    @FromSdk(ServiceBusProcessorClient.class)
    void a_processor_of_a_subscription_deletes_as_it_receives() {
        clients.topicSender("processed-topic").sendMessage(new ServiceBusMessage("m"));
        List<String> handled = new CopyOnWriteArrayList<>();
        ServiceBusProcessorClient processor = clients.opened(clients.builder()
                .processor()
                .topicName("processed-topic")
                .subscriptionName("processed")
                .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
                .processMessage(
                        context -> handled.add(context.getMessage().getBody().toString()))
                .processError(context -> {})
                .buildProcessorClient());
        processor.start();

        await().atMost(Duration.ofSeconds(20)).until(() -> handled.contains("m"));

        assertThat(clients.subscription("processed-topic", "processed").peekMessage())
                .isNull();
    }

    @Test
    @FromSdk(ServiceBusErrorContext.class)
    void a_processor_is_told_that_its_queue_is_not_there() {
        List<ServiceBusErrorContext> errors = new CopyOnWriteArrayList<>();
        ServiceBusProcessorClient processor = clients.opened(clients.builder()
                .processor()
                .queueName("processed-nowhere")
                .processMessage(context -> {})
                .processError(errors::add)
                .buildProcessorClient());
        processor.start();

        await().atMost(Duration.ofSeconds(20)).until(() -> !errors.isEmpty());

        assertThat(errors.getFirst().getEntityPath()).isEqualTo("processed-nowhere");
        assertThat(errors.getFirst().getException()).hasStackTraceContaining("could not be found");
    }

    private static List<ServiceBusMessage> named(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new ServiceBusMessage(prefix + i))
                .toList();
    }

    @Test
    @FromSdk(ServiceBusReceiverAsyncClient.class)
    void asynchronous_clients_send_and_receive() {
        ServiceBusSenderAsyncClient sender =
                clients.opened(clients.builder().sender().queueName("plain").buildAsyncClient());
        ServiceBusReceiverAsyncClient receiver =
                clients.opened(clients.builder().receiver().queueName("plain").buildAsyncClient());
        sender.sendMessages(List.of(new ServiceBusMessage("async-1"), new ServiceBusMessage("async-2")))
                .block(Duration.ofSeconds(10));

        List<String> received = receiver.receiveMessages()
                .map(message -> message.getBody().toString())
                .filter(body -> body.startsWith("async"))
                .take(2)
                .collectList()
                .block(Duration.ofSeconds(10));

        assertThat(received).containsExactly("async-1", "async-2");
    }
}
