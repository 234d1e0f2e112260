package dev.convoy.orchestrations.bus;

import dev.convoy.contracts.event.MessageType;
import java.time.Instant;

/** Where messages go that cannot be handled now, or never. Safe for use by several threads. */
public interface SetAside {

    /**
     * Has the event come again at a later time, as its next attempt.
     *
     * @throws BusUnreachableException if the bus does not answer; the event stays where it is
     */
    void again(Incoming event, MessageType<?> type, Instant at);

    /**
     * Gives the event up, with the reason, for a person to look at.
     *
     * @throws BusUnreachableException if the bus does not answer; the event stays where it is
     */
    void park(Incoming event, String reason);
}
