package dev.convoy.functions.platform.servicebus;

import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.SubQueue;
import dev.convoy.contracts.delivery.MessageProperties;
import dev.convoy.contracts.topology.Entities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Dead letters and parked messages in Service Bus, with a client of its own for each call: a person asks seldom. Service Bus locks no
 * message by its number, so a message is found among the oldest, and those before it are given back. Safe for use by several threads.
 */
public final class ServiceBusMessageShelf implements MessageShelf {

    /** How many messages are looked through to find one. */
    private static final int DEPTH = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ServiceBusConnection connection;

    public ServiceBusMessageShelf(ServiceBusConnection connection) {
        this.connection = connection;
    }

    @Override
    public List<SetAsideMessage> look(String entity, long after, int most) {
        return reaching(entity, receiver -> receiver.peekMessages(most, after + 1).stream()
                .map(message -> setAside(entity, message))
                .toList());
    }

    @Override
    public boolean take(String entity, long sequenceNumber, Consumer<SetAsideMessage> deed) {
        return reaching(entity, receiver -> {
            List<ServiceBusReceivedMessage> others = new ArrayList<>();
            try {
                Optional<ServiceBusReceivedMessage> found = find(receiver, sequenceNumber, others);
                found.ifPresent(message -> {
                    deed.accept(setAside(entity, message));
                    receiver.complete(message);
                });
                return found.isPresent();
            } finally {
                others.forEach(receiver::abandon);
            }
        });
    }

    /** One at a time, oldest first, so that nothing behind it is locked; what lies before it goes to {@code others}. */
    private static Optional<ServiceBusReceivedMessage> find(
            ServiceBusReceiverClient receiver, long sequenceNumber, List<ServiceBusReceivedMessage> others) {
        while (others.size() < DEPTH) {
            Optional<ServiceBusReceivedMessage> next =
                    receiver.receiveMessages(1, PATIENCE).stream().findFirst();
            if (next.isEmpty() || next.get().getSequenceNumber() == sequenceNumber) {
                return next;
            }
            others.add(next.get());
        }
        return Optional.empty();
    }

    private static SetAsideMessage setAside(String entity, ServiceBusReceivedMessage message) {
        Object origin = message.getApplicationProperties().getOrDefault(MessageProperties.ORIGIN, entity);
        Object reason = message.getApplicationProperties().get(MessageProperties.REASON);
        return new SetAsideMessage(
                message.getSequenceNumber(),
                String.valueOf(message.getMessageId()),
                String.valueOf(message.getSubject()),
                message.getBody().toString(),
                message.getApplicationProperties(),
                reason == null ? deadLetterReason(message) : reason.toString(),
                origin.toString(),
                message.getEnqueuedTime().toInstant());
    }

    private static String deadLetterReason(ServiceBusReceivedMessage message) {
        return message.getDeadLetterReason() + ": " + message.getDeadLetterErrorDescription();
    }

    private <T> T reaching(String entity, Function<ServiceBusReceiverClient, T> call) {
        try (ServiceBusReceiverClient receiver = receiver(entity)) {
            return call.apply(receiver);
        } catch (ServiceBusException
                | AmqpException
                | IllegalStateException e) { // the last: the SDK's blocking wait ran out
            throw new BusUnreachableException("look through", entity, e);
        }
    }

    private ServiceBusReceiverClient receiver(String entity) {
        ServiceBusClientBuilder.ServiceBusReceiverClientBuilder builder =
                connection.builder().receiver().disableAutoComplete();
        int slash = entity.indexOf('/');
        if (entity.equals(Entities.PARKED_MESSAGES)) {
            return builder.queueName(entity).buildClient();
        }
        builder.subQueue(SubQueue.DEAD_LETTER_QUEUE);
        return slash < 0
                ? builder.queueName(entity).buildClient()
                : builder.topicName(entity.substring(0, slash))
                        .subscriptionName(entity.substring(slash + 1))
                        .buildClient();
    }
}
