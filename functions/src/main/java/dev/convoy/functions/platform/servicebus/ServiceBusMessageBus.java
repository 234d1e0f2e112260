package dev.convoy.functions.platform.servicebus;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusMessageBatch;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Service Bus as message bus: one connection, one sender per entity, opened once and kept. The SDK's own retry is short, since
 * whoever called is redelivered anyway. Safe for use by several threads.
 */
public final class ServiceBusMessageBus implements MessageBus, AutoCloseable {

    private static final AmqpRetryOptions RETRY = new AmqpRetryOptions()
            .setMaxRetries(1)
            .setDelay(Duration.ofMillis(100))
            .setTryTimeout(Duration.ofSeconds(10));

    private final ServiceBusClientBuilder builder;
    private final Map<String, ServiceBusSenderClient> senders = new ConcurrentHashMap<>();

    public ServiceBusMessageBus(ServiceBusConnection connection) {
        this.builder = connection.builder().retryOptions(RETRY);
    }

    @Override
    public void send(String entity, List<BusMessage> messages) {
        ServiceBusSenderClient sender = sender(entity);
        reaching("send to", entity, () -> {
            sendAll(entity, sender, messages);
            return messages.size();
        });
    }

    @Override
    public void schedule(String entity, BusMessage message, Instant at) {
        ServiceBusSenderClient sender = sender(entity);
        reaching("schedule in", entity, () -> sender.scheduleMessage(wire(message), at.atOffset(ZoneOffset.UTC)));
    }

    /**
     * Asks whether the entity can be sent to.
     *
     * @throws BusUnreachableException if not
     */
    public void check(String entity) {
        ServiceBusSenderClient sender = sender(entity);
        reaching("reach", entity, sender::createMessageBatch);
    }

    private static void sendAll(String entity, ServiceBusSenderClient sender, List<BusMessage> messages) {
        if (messages.size() == 1) {
            sender.sendMessage(wire(messages.getFirst()));
            return;
        }
        ServiceBusMessageBatch batch = sender.createMessageBatch();
        for (BusMessage message : messages) {
            ServiceBusMessage wire = wire(message);
            if (batch.tryAddMessage(wire)) {
                continue;
            }
            if (batch.getCount() > 0) {
                sender.sendMessages(batch);
                batch = sender.createMessageBatch();
            }
            if (!batch.tryAddMessage(wire)) {
                throw new MessageTooLargeException(entity, message.messageId());
            }
        }
        if (batch.getCount() > 0) {
            sender.sendMessages(batch);
        }
    }

    private static ServiceBusMessage wire(BusMessage message) {
        ServiceBusMessage wire = new ServiceBusMessage(message.body())
                .setMessageId(message.messageId())
                .setSubject(message.subject())
                .setContentType(BusMessage.CONTENT_TYPE);
        wire.getApplicationProperties().putAll(message.properties());
        return wire;
    }

    private ServiceBusSenderClient sender(String entity) {
        // For a sender a topic's address is the same as a queue's.
        return senders.computeIfAbsent(
                entity, name -> builder.sender().queueName(name).buildClient());
    }

    private static <T> T reaching(String operation, String entity, Supplier<T> call) {
        try {
            return call.get();
        } catch (ServiceBusException | AmqpException e) {
            throw new BusUnreachableException(operation, entity, e);
        } catch (IllegalStateException e) { // the SDK's blocking wait ran out, or its connection was closed under it
            throw new BusUnreachableException(operation, entity, e);
        }
    }

    @Override
    public void close() {
        senders.values().forEach(ServiceBusSenderClient::close);
    }
}
