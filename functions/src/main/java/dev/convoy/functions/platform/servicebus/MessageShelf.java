package dev.convoy.functions.platform.servicebus;

import java.util.List;
import java.util.function.Consumer;

/**
 * Where messages lie that nobody handles any more: the dead letters of a queue or subscription ({@code events/order-saga}), or
 * the queue of parked messages. Safe for use by several threads.
 */
public interface MessageShelf {

    /**
     * The messages after a sequence number, oldest first; looking changes nothing.
     *
     * @throws BusUnreachableException if the bus does not answer; safe to retry
     */
    List<SetAsideMessage> look(String entity, long after, int most);

    /**
     * Does the deed with the message of that number, then removes it. A crash in between repeats the deed.
     *
     * @return false if it is not among the oldest that can be looked through, or another is at it
     * @throws BusUnreachableException if the bus does not answer; safe to retry
     */
    boolean take(String entity, long sequenceNumber, Consumer<SetAsideMessage> deed);
}
