package dev.convoy.orchestrations.events;

import dev.convoy.contracts.delivery.Redelivery;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.Envelopes;
import dev.convoy.contracts.event.MalformedMessageException;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.event.UnknownMessageTypeException;
import dev.convoy.orchestrations.hub.HubUnreachableException;
import dev.convoy.orchestrations.order.OrderBookUnreachableException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of every event to the sagas. What cannot be read or concerns no saga is parked; an outage has a delayed copy sent and the
 * original completed, until the attempts are used up; bugs pass through, so that the bus counts and dead-letters them. Safe for use by
 * several threads.
 */
public final class EventIntake {

    private static final Logger LOG = LoggerFactory.getLogger(EventIntake.class);
    /** A reader may see an order a moment later than the events about it, but not minutes. */
    private static final Redelivery FOR_THE_ORDER_TO_APPEAR =
            new Redelivery(Duration.ofMillis(200), Duration.ofSeconds(5), 5);

    private final EventRouter router;
    private final SetAside aside;
    private final Clock clock;
    private final RandomGenerator random;

    /** @param random for the jitter of delays */
    public EventIntake(EventRouter router, SetAside aside, Clock clock, RandomGenerator random) {
        this.router = router;
        this.aside = aside;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Takes one delivery. When it returns, the message may be completed.
     *
     * @throws BusUnreachableException if it could neither be handled nor set aside: abandon the message
     */
    public void take(Incoming incoming, SagaInstances sagas) {
        read(incoming).ifPresent(event -> route(incoming, event, sagas));
    }

    private Optional<Envelope<?>> read(Incoming incoming) {
        try {
            return Optional.of(Envelopes.read(incoming.body()));
        } catch (MalformedMessageException | UnknownMessageTypeException e) {
            park(incoming, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void route(Incoming incoming, Envelope<?> event, SagaInstances sagas) {
        try {
            router.route(event, sagas);
        } catch (UnexpectedEventException e) {
            park(incoming, String.valueOf(e.getMessage()));
        } catch (UnknownOrderEventException e) {
            later(incoming, event.type(), FOR_THE_ORDER_TO_APPEAR, e);
        } catch (HubUnreachableException | OrderBookUnreachableException e) {
            later(incoming, event.type(), Redelivery.PATIENT, e);
        }
    }

    private void later(Incoming incoming, MessageType<?> type, Redelivery redelivery, RuntimeException problem) {
        if (redelivery.isExhaustedAfter(incoming.attempt())) {
            park(incoming, incoming.attempt() + " attempts: " + problem.getMessage());
            return;
        }
        Duration delay = redelivery.after(incoming.attempt(), random);
        LOG.atWarn()
                .addKeyValue("messageId", incoming.messageId())
                .addKeyValue("queue", incoming.origin())
                .addKeyValue("attempt", incoming.attempt())
                .addKeyValue("delayMs", delay.toMillis())
                .addKeyValue("problem", problem.getMessage())
                .log("outage, will retry");
        aside.again(incoming, type, clock.instant().plus(delay));
    }

    private void park(Incoming incoming, String reason) {
        LOG.atError()
                .addKeyValue("messageId", incoming.messageId())
                .addKeyValue("origin", incoming.origin())
                .addKeyValue("reason", reason)
                .log("message parked");
        aside.park(incoming, reason);
    }
}
