package dev.convoy.orchestrations.bus;

import dev.convoy.contracts.delivery.Redelivery;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.Envelopes;
import dev.convoy.contracts.event.MalformedMessageException;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.event.UnknownMessageTypeException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of deliveries that cannot be handled: parked with the reason, or sent again with a delay until the attempts are used up. When
 * a method returns, the message may be completed. Safe for use by several threads.
 */
public final class Aftercare {

    private static final Logger LOG = LoggerFactory.getLogger(Aftercare.class);

    private final SetAside aside;
    private final Clock clock;
    private final RandomGenerator random;

    /** @param random for the jitter of delays */
    public Aftercare(SetAside aside, Clock clock, RandomGenerator random) {
        this.aside = aside;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Reads a delivery; one that cannot be read is parked.
     *
     * @throws BusUnreachableException if it could not be parked: abandon the message
     */
    public Optional<Envelope<?>> read(Incoming incoming) {
        try {
            return Optional.of(Envelopes.read(incoming.body()));
        } catch (MalformedMessageException | UnknownMessageTypeException e) {
            park(incoming, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /**
     * Has the delivery come again, or parks it if it has come often enough.
     *
     * @throws BusUnreachableException if it could not be set aside: abandon the message
     */
    public void later(Incoming incoming, MessageType<?> type, Redelivery redelivery, RuntimeException problem) {
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

    /**
     * Gives the delivery up.
     *
     * @throws BusUnreachableException if it could not be parked: abandon the message
     */
    public void park(Incoming incoming, String reason) {
        LOG.atError()
                .addKeyValue("messageId", incoming.messageId())
                .addKeyValue("origin", incoming.origin())
                .addKeyValue("reason", reason)
                .log("message parked");
        aside.park(incoming, reason);
    }
}
