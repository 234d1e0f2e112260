package dev.convoy.functions.platform.inbox;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.Envelopes;
import dev.convoy.contracts.event.MalformedMessageException;
import dev.convoy.contracts.event.UnknownMessageTypeException;
import dev.convoy.functions.platform.OutageException;
import dev.convoy.functions.platform.servicebus.BusMessage;
import dev.convoy.functions.platform.servicebus.MessageBus;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of every message into a handler. What cannot be read is parked; an outage sends a delayed copy with the same id and
 * lets the original be completed, until the attempts are used up; bugs pass through, so that the broker counts and
 * dead-letters them. Stateless.
 */
public final class MessageConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(MessageConsumer.class);

    /** Handles one message; must be idempotent, usually by {@link Effect}. */
    @FunctionalInterface
    public interface Handler {

        /**
         * @throws OutageException to be asked again later
         * @throws UnexpectedMessageException to have the message parked
         */
        void handle(Envelope<?> message);
    }

    private final String entity;
    private final MessageBus bus;
    private final ParkingLot parking;
    private final Redelivery redelivery;
    private final Clock clock;
    private final RandomGenerator random;

    public MessageConsumer(
            String entity,
            MessageBus bus,
            ParkingLot parking,
            Redelivery redelivery,
            Clock clock,
            RandomGenerator random) {
        this.entity = entity;
        this.bus = bus;
        this.parking = parking;
        this.redelivery = redelivery;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Takes one delivery. When it returns, the message may be completed.
     *
     * @throws OutageException if not even a delayed copy could be sent: abandon the message
     */
    public void accept(Delivery delivery, Handler handler) {
        Optional<Envelope<?>> message = read(delivery);
        message.ifPresent(envelope -> handle(delivery, envelope, handler));
    }

    private Optional<Envelope<?>> read(Delivery delivery) {
        try {
            return Optional.of(Envelopes.read(delivery.body()));
        } catch (MalformedMessageException | UnknownMessageTypeException e) {
            parking.park(entity, delivery.messageId(), delivery.body(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void handle(Delivery delivery, Envelope<?> message, Handler handler) {
        try {
            handler.handle(message);
        } catch (UnexpectedMessageException e) {
            parking.park(entity, message.id(), delivery.body(), String.valueOf(e.getMessage()));
        } catch (OutageException e) {
            if (redelivery.isExhaustedAfter(delivery.attempt())) {
                parking.park(
                        entity, message.id(), delivery.body(), delivery.attempt() + " attempts: " + e.getMessage());
            } else {
                sendLater(delivery, message, e);
            }
        }
    }

    private void sendLater(Delivery delivery, Envelope<?> message, OutageException problem) {
        Duration delay = redelivery.after(delivery.attempt(), random);
        LOG.atWarn()
                .addKeyValue("messageId", message.id())
                .addKeyValue("queue", entity)
                .addKeyValue("attempt", delivery.attempt())
                .addKeyValue("delayMs", delay.toMillis())
                .addKeyValue("problem", problem.getMessage())
                .log("outage, will retry");
        Map<String, Object> properties =
                Map.of(BusMessage.TYPE, message.type().name(), Delivery.ATTEMPT, delivery.attempt() + 1);
        bus.schedule(
                entity,
                new BusMessage(message.id(), message.type().shortName(), delivery.body(), properties),
                clock.instant().plus(delay));
    }
}
