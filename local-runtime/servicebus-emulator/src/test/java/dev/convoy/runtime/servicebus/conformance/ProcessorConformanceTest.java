package dev.convoy.runtime.servicebus.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import com.azure.messaging.servicebus.ServiceBusSenderAsyncClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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
