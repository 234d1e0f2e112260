package dev.convoy.orchestrations.bus;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import dev.convoy.contracts.delivery.MessageProperties;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.topology.Entities;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Delayed copies in the queue they came from, those of a subscription in {@value Entities#ORDER_SAGA_RETRIES}, since nothing can be sent
 * to one subscription alone; and given-up messages in
 * {@value Entities#PARKED_MESSAGES}. Connects when first needed, which is after something went wrong. Safe for use by several threads.
 */
public final class ServiceBusSetAside implements SetAside, AutoCloseable {

    private static final String CONTENT_TYPE = "application/cloudevents+json; charset=utf-8";
    /** Short, since whoever called is redelivered anyway. */
    private static final AmqpRetryOptions RETRY = new AmqpRetryOptions()
            .setMaxRetries(1)
            .setDelay(Duration.ofMillis(100))
            .setTryTimeout(Duration.ofSeconds(10));

    private final Supplier<ServiceBusClientBuilder> builders;
    private final Map<String, ServiceBusSenderClient> senders = new ConcurrentHashMap<>();

    /** @param builders a builder of clients for the namespace */
    public ServiceBusSetAside(Supplier<ServiceBusClientBuilder> builders) {
        this.builders = builders;
    }

    @Override
    public void again(Incoming event, MessageType<?> type, Instant at) {
        ServiceBusMessage copy = message(event, type.shortName());
        copy.getApplicationProperties().put(MessageProperties.TYPE, type.name());
        copy.getApplicationProperties().put(MessageProperties.ATTEMPT, event.attempt() + 1);
        String queue = event.origin().contains("/") ? Entities.ORDER_SAGA_RETRIES : event.origin();
        ServiceBusSenderClient retries = sender(queue);
        reaching(queue, () -> retries.scheduleMessage(copy, at.atOffset(ZoneOffset.UTC)));
    }

    @Override
    public void park(Incoming event, String reason) {
        ServiceBusMessage parked = message(event, MessageProperties.PARKED);
        Map<String, Object> properties = parked.getApplicationProperties();
        properties.put(MessageProperties.ORIGIN, event.origin());
        properties.put(MessageProperties.REASON, MessageProperties.reason(reason));
        properties.put(MessageProperties.MESSAGE_ID, event.messageId());
        ServiceBusSenderClient parking = sender(Entities.PARKED_MESSAGES);
        reaching(Entities.PARKED_MESSAGES, () -> parking.sendMessage(parked));
    }

    private static ServiceBusMessage message(Incoming event, String subject) {
        return new ServiceBusMessage(event.body())
                .setMessageId(event.messageId())
                .setSubject(subject)
                .setContentType(CONTENT_TYPE);
    }

    private ServiceBusSenderClient sender(String queue) {
        return senders.computeIfAbsent(queue, name -> builders.get()
                .retryOptions(RETRY)
                .sender()
                .queueName(name)
                .buildClient());
    }

    private static void reaching(String queue, Runnable call) {
        try {
            call.run();
        } catch (ServiceBusException
                | AmqpException
                | IllegalStateException e) { // the last: the SDK's blocking wait ran out
            throw new BusUnreachableException(queue, e);
        }
    }

    @Override
    public void close() {
        senders.values().forEach(ServiceBusSenderClient::close);
    }
}
