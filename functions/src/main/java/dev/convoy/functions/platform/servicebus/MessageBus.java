package dev.convoy.functions.platform.servicebus;

import java.time.Instant;
import java.util.List;

/** Where messages leave. Sending again after an outage may double a message, never lose or reorder one. */
public interface MessageBus {

    /**
     * Sends to a queue or topic, keeping the order.
     *
     * @throws MessageTooLargeException if one message can never be sent; none after it was sent
     * @throws BusUnreachableException if the bus does not answer; safe to retry with all of them
     */
    void send(String entity, List<BusMessage> messages);

    /**
     * Sends a message that appears at a later time.
     *
     * @throws BusUnreachableException if the bus does not answer; safe to retry
     */
    void schedule(String entity, BusMessage message, Instant at);
}
