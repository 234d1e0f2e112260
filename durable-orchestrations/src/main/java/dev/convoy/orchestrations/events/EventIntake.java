package dev.convoy.orchestrations.events;

import dev.convoy.contracts.delivery.Redelivery;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.orchestrations.bus.Aftercare;
import dev.convoy.orchestrations.bus.Incoming;
import dev.convoy.orchestrations.bus.SetAside;
import dev.convoy.orchestrations.bus.UnexpectedMessageException;
import dev.convoy.orchestrations.hub.HubUnreachableException;
import dev.convoy.orchestrations.order.OrderBookUnreachableException;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The way of every event to the sagas. What cannot be read or concerns no saga is parked; an outage has a delayed copy sent and the
 * original completed, until the attempts are used up; bugs pass through, so that the bus counts and dead-letters them. Safe for use by
 * several threads.
 */
public final class EventIntake {

    /** A reader may see an order a moment later than the events about it, but not minutes. */
    private static final Redelivery FOR_THE_ORDER_TO_APPEAR =
            new Redelivery(Duration.ofMillis(200), Duration.ofSeconds(5), 5);

    private final EventRouter router;
    private final Aftercare aftercare;

    /** @param random for the jitter of delays */
    public EventIntake(EventRouter router, SetAside aside, Clock clock, RandomGenerator random) {
        this.router = router;
        this.aftercare = new Aftercare(aside, clock, random);
    }

    /**
     * Takes one delivery. When it returns, the message may be completed.
     *
     * @throws dev.convoy.orchestrations.bus.BusUnreachableException if it could neither be handled nor set aside: abandon the message
     */
    public void take(Incoming incoming, SagaInstances sagas) {
        aftercare.read(incoming).ifPresent(event -> route(incoming, event, sagas));
    }

    private void route(Incoming incoming, Envelope<?> event, SagaInstances sagas) {
        try {
            router.route(event, sagas);
        } catch (UnexpectedMessageException e) {
            aftercare.park(incoming, String.valueOf(e.getMessage()));
        } catch (UnknownOrderEventException e) {
            aftercare.later(incoming, event.type(), FOR_THE_ORDER_TO_APPEAR, e);
        } catch (HubUnreachableException | OrderBookUnreachableException e) {
            aftercare.later(incoming, event.type(), Redelivery.PATIENT, e);
        }
    }
}
