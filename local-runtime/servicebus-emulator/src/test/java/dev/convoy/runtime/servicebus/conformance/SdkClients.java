package dev.convoy.runtime.servicebus.conformance;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import com.azure.messaging.servicebus.models.SubQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Clients of the unmodified SDK for one test, closed together. */
final class SdkClients implements AutoCloseable {

    private final String connectionString;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    SdkClients(String connectionString) {
        this.connectionString = connectionString;
    }

    ServiceBusClientBuilder builder() {
        return new ServiceBusClientBuilder()
                .connectionString(connectionString)
                .retryOptions(new AmqpRetryOptions().setMaxRetries(1).setTryTimeout(Duration.ofSeconds(10)));
    }

    ServiceBusSenderClient sender(String queue) {
        return opened(builder().sender().queueName(queue).buildClient());
    }

    ServiceBusSenderClient topicSender(String topic) {
        return opened(builder().sender().topicName(topic).buildClient());
    }

    ServiceBusReceiverClient receiver(String queue) {
        return opened(builder()
                .receiver()
                .queueName(queue)
                .disableAutoComplete()
                .maxAutoLockRenewDuration(Duration.ZERO)
                .buildClient());
    }

    ServiceBusReceiverClient deletingReceiver(String queue) {
        return opened(builder()
                .receiver()
                .queueName(queue)
                .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
                .buildClient());
    }

    ServiceBusReceiverClient deadLetters(String queue) {
        return opened(builder()
                .receiver()
                .queueName(queue)
                .subQueue(SubQueue.DEAD_LETTER_QUEUE)
                .disableAutoComplete()
                .maxAutoLockRenewDuration(Duration.ZERO)
                .buildClient());
    }

    ServiceBusReceiverClient subscription(String topic, String name) {
        return opened(builder()
                .receiver()
                .topicName(topic)
                .subscriptionName(name)
                .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
                .buildClient());
    }

    /** Exactly so many messages, or as many as come in ten seconds. */
    static List<ServiceBusReceivedMessage> receive(ServiceBusReceiverClient receiver, int count) {
        List<ServiceBusReceivedMessage> messages = new ArrayList<>();
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (messages.size() < count && System.nanoTime() < end) {
            receiver.receiveMessages(count - messages.size(), Duration.ofSeconds(2))
                    .forEach(messages::add);
        }
        return messages;
    }

    static ServiceBusReceivedMessage receiveOne(ServiceBusReceiverClient receiver) {
        List<ServiceBusReceivedMessage> messages = receive(receiver, 1);
        if (messages.isEmpty()) {
            throw new AssertionError("no message came");
        }
        return messages.getFirst();
    }

    static List<String> bodies(List<ServiceBusReceivedMessage> messages) {
        return messages.stream().map(message -> message.getBody().toString()).toList();
    }

    <T extends AutoCloseable> T opened(T client) {
        open.push(client);
        return client;
    }

    @Override
    public void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
