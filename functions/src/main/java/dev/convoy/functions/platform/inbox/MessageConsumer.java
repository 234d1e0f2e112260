package dev.convoy.functions.platform.inbox;

import dev.convoy.contracts.delivery.MessageProperties;
import dev.convoy.contracts.delivery.Redelivery;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.Envelopes;
import dev.convoy.contracts.event.MalformedMessageException;
import dev.convoy.contracts.event.UnknownMessageTypeException;
import dev.convoy.functions.platform.OutageException;
import dev.convoy.functions.platform.servicebus.BusMessage;
import dev.convoy.functions.platform.servicebus.MessageBus;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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

    private final String origin;
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
        this(entity, entity, bus, parking, redelivery, clock, random);
    }

    private MessageConsumer(
            String origin,
            String entity,
            MessageBus bus,
            ParkingLot parking,
            Redelivery redelivery,
            Clock clock,
            RandomGenerator random) {
        this.origin = origin;
        this.entity = entity;
        this.bus = bus;
        this.parking = parking;
        this.redelivery = redelivery;
        this.clock = clock;
        this.random = random;
    }

    /**
     * The same for messages that come first from elsewhere, such as a subscription: nothing can be sent to one subscription
     * alone, so its delayed copies go to this consumer's queue.
     */
    public MessageConsumer from(String firstOrigin) {
        return new MessageConsumer(firstOrigin, entity, bus, parking, redelivery, clock, random);
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

    /**
     * Takes several deliveries and hands over all that can be read; an outage concerns them all. When it returns, all may be
     * completed.
     *
     * @throws OutageException if not even delayed copies could be sent: abandon the messages
     */
    public void acceptAll(List<Delivery> deliveries, Consumer<List<Envelope<?>>> handler) {
        Map<Delivery, Envelope<?>> messages = new LinkedHashMap<>();
        deliveries.forEach(delivery -> read(delivery).ifPresent(message -> messages.put(delivery, message)));
        try {
            handler.accept(List.copyOf(messages.values()));
        } catch (OutageException e) {
            messages.forEach((delivery, message) -> later(delivery, message, e));
        }
    }

    private Optional<Envelope<?>> read(Delivery delivery) {
        try {
            return Optional.of(Envelopes.read(delivery.body()));
        } catch (MalformedMessageException | UnknownMessageTypeException e) {
            parking.park(origin, delivery.messageId(), delivery.body(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void handle(Delivery delivery, Envelope<?> message, Handler handler) {
        try {
            handler.handle(message);
        } catch (UnexpectedMessageException e) {
            parking.park(origin, message.id(), delivery.body(), String.valueOf(e.getMessage()));
        } catch (OutageException e) {
            later(delivery, message, e);
        }
    }

    private void later(Delivery delivery, Envelope<?> message, OutageException problem) {
        if (redelivery.isExhaustedAfter(delivery.attempt())) {
            String reason = delivery.attempt() + " attempts: " + problem.getMessage();
            parking.park(origin, message.id(), delivery.body(), reason);
        } else {
            sendLater(delivery, message, problem);
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
        Map<String, Object> properties = Map.of(
                MessageProperties.TYPE, message.type().name(), MessageProperties.ATTEMPT, delivery.attempt() + 1);
        bus.schedule(
                entity,
                new BusMessage(message.id(), message.type().shortName(), delivery.body(), properties),
                clock.instant().plus(delay));
    }
}
