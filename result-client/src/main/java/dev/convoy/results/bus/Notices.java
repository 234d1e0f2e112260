package dev.convoy.results.bus;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.Envelopes;
import dev.convoy.contracts.event.MalformedMessageException;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.event.UnknownMessageTypeException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Receives the notices of one subscription. A notice is settled once it was handled; if handling it throws, or the process dies, it comes again. Confined
 * to one thread.
 */
public final class Notices implements AutoCloseable {

    private final String subscription;
    private final ServiceBusReceiverClient receiver;

    /**
     * @throws IllegalArgumentException if that is no connection string
     */
    public Notices(String connectionString, String topic, String subscription) {
        this.subscription = subscription;
        this.receiver = BusCalls.builder(connectionString)
                .receiver()
                .topicName(topic)
                .subscriptionName(subscription)
                .disableAutoComplete()
                .buildClient();
    }

    /**
     * Waits for a notice and has it handled. What this version does not understand is dead-lettered.
     *
     * @return whether one came in time
     * @throws BusException if the subscription cannot be reached
     */
    public boolean next(Duration atMost, Consumer<Notice> handler) {
        return BusCalls.reaching("receive from", subscription, () -> {
            Iterator<ServiceBusReceivedMessage> messages =
                    receiver.receiveMessages(1, atMost).iterator();
            if (!messages.hasNext()) {
                return false;
            }
            ServiceBusReceivedMessage message = messages.next();
            handle(message, handler);
            return true;
        });
    }

    @Override
    public void close() {
        receiver.close();
    }

    private void handle(ServiceBusReceivedMessage message, Consumer<Notice> handler) {
        Optional<Notice> notice = read(message);
        if (notice.isEmpty()) {
            receiver.deadLetter(message);
            return;
        }
        try {
            handler.accept(notice.get());
        } catch (RuntimeException failed) {
            receiver.abandon(message);
            throw failed;
        }
        receiver.complete(message);
    }

    private static Optional<Notice> read(ServiceBusReceivedMessage message) {
        try {
            Envelope<?> envelope = Envelopes.read(message.getBody().toString());
            Optional<Notice> completed =
                    envelope.dataAs(MessageTypes.RESULT_COMPLETED).map(Notice.Completed::new);
            return completed.isPresent()
                    ? completed
                    : envelope.dataAs(MessageTypes.RESULT_PROBLEM).map(Notice.Problem::new);
        } catch (MalformedMessageException | UnknownMessageTypeException notForUs) {
            return Optional.empty();
        }
    }
}
