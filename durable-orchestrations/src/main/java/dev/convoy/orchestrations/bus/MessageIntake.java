package dev.convoy.orchestrations.bus;

import dev.convoy.contracts.delivery.Redelivery;
import dev.convoy.contracts.event.Envelope;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The way of every message of a queue to its orchestrations. What cannot be read or is none of their business is parked; an outage has a
 * delayed copy sent and the original completed, until the attempts are used up; bugs pass through, so that the bus counts and dead-letters
 * them. Safe for use by several threads.
 */
public final class MessageIntake {

    private final Aftercare aftercare;
    private final Predicate<RuntimeException> outage;

    /** @param outage tells what is worth another attempt from bugs */
    public MessageIntake(Aftercare aftercare, Predicate<RuntimeException> outage) {
        this.aftercare = aftercare;
        this.outage = outage;
    }

    /**
     * Takes one delivery. When it returns, the message may be completed.
     *
     * @param route may throw {@link UnexpectedMessageException} for what it does not deal with
     * @throws BusUnreachableException if it could neither be handled nor set aside: abandon the message
     */
    public void take(Incoming incoming, Consumer<Envelope<?>> route) {
        aftercare.read(incoming).ifPresent(message -> handle(incoming, message, route));
    }

    private void handle(Incoming incoming, Envelope<?> message, Consumer<Envelope<?>> route) {
        try {
            route.accept(message);
        } catch (UnexpectedMessageException e) {
            aftercare.park(incoming, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            if (!outage.test(e)) {
                throw e;
            }
            aftercare.later(incoming, message.type(), Redelivery.PATIENT, e);
        }
    }
}
