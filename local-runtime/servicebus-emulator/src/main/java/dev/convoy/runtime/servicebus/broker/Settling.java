package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.broker.Refusal.Reason;
import dev.convoy.runtime.servicebus.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes locked messages back from their receivers, by word or by time. Keeps nothing itself. */
final class Settling {

    private static final String LOCK_LOST =
            "The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue.";

    private final Ledger ledger;
    private final Placement placement;
    private final Receiving receiving;

    Settling(Ledger ledger, Placement placement, Receiving receiving) {
        this.ledger = ledger;
        this.placement = placement;
        this.receiving = receiving;
    }

    Outcome<Long> settle(MessageQueue queue, LockToken token, Disposition disposition, long nowMillis) {
        QueuedMessage message = heldBy(queue, token, nowMillis);
        if (message == null) {
            return lost(queue);
        }
        long sequence = message.sequence;
        switch (disposition) {
            case Disposition.Complete ignored -> ledger.record(new Change.Removed(queue.id(), sequence));
            case Disposition.Abandon it -> giveBack(queue, message, true, changed(message, it.properties()), nowMillis);
            case Disposition.Release ignored -> giveBack(queue, message, false, null, nowMillis);
            case Disposition.Defer it ->
                ledger.record(new Change.Deferred(queue.id(), sequence, changed(message, it.properties())));
            case Disposition.DeadLetter it ->
                placement.deadLetter(queue, message, it.reason(), it.description(), it.properties(), nowMillis);
        }
        return Outcome.done(sequence);
    }

    /** Renews all or, when one lock is lost, none; answers the new end of each. */
    Outcome<List<Long>> renew(MessageQueue queue, List<LockToken> tokens, long nowMillis) {
        List<QueuedMessage> messages = new ArrayList<>();
        for (LockToken token : tokens) {
            QueuedMessage message = heldBy(queue, token, nowMillis);
            if (message == null) {
                return lost(queue);
            }
            messages.add(message);
        }
        long until = nowMillis + queue.settings().lockDuration().toMillis();
        messages.forEach(message -> queue.renew(message, until));
        return Outcome.done(messages.stream().map(message -> until).toList());
    }

    /** The token's message, if it is still with its receiver, by sequence number. */
    Outcome<Long> held(MessageQueue queue, LockToken token, long nowMillis) {
        QueuedMessage message = heldBy(queue, token, nowMillis);
        return message == null ? lost(queue) : Outcome.done(message.sequence);
    }

    void lose(MessageQueue queue, LockToken token, long nowMillis) {
        QueuedMessage message = heldBy(queue, token, nowMillis);
        if (message != null) {
            giveBack(queue, message, true, null, nowMillis);
        }
    }

    /** Ends a delivery: the message is receivable again, or was delivered too often and is a dead letter, or is past its time. */
    void giveBack(
            MessageQueue queue, QueuedMessage message, boolean counted, @Nullable Message changed, long nowMillis) {
        int deliveryCount = message.deliveryCount + (counted ? 1 : 0);
        ledger.record(new Change.Returned(queue.id(), message.sequence, deliveryCount, changed));
        endIfSpent(queue, message, nowMillis);
    }

    void endIfSpent(MessageQueue queue, QueuedMessage message, long nowMillis) {
        int limit = queue.settings().maxDeliveryCount();
        if (queue.isMain() && message.deliveryCount >= limit) {
            placement.deadLetter(
                    queue,
                    message,
                    DeadLetterReasons.DELIVERY_COUNT,
                    DeadLetterReasons.deliveryCountText(limit),
                    Map.of(),
                    nowMillis);
        } else if (queue.isMain() && message.isExpiredAt(nowMillis)) {
            receiving.expire(queue, message, nowMillis);
        }
    }

    private static @Nullable Message changed(QueuedMessage message, Map<String, ?> properties) {
        return properties.isEmpty() ? null : message.message.withApplicationProperties(properties);
    }

    private static @Nullable QueuedMessage heldBy(MessageQueue queue, LockToken token, long nowMillis) {
        QueuedMessage message = queue.lockedBy(token);
        if (message == null) {
            return null;
        }
        long until =
                message.heldBy instanceof SessionLock session ? session.lockedUntilMillis() : message.lockedUntilMillis;
        return until <= nowMillis ? null : message;
    }

    private static <T> Outcome<T> lost(MessageQueue queue) {
        return queue.requiresSession()
                ? Outcome.refused(
                        Reason.SESSION_LOCK_LOST,
                        "The session lock has expired on the MessageSession, or the message was settled already.")
                : Outcome.refused(Reason.MESSAGE_LOCK_LOST, LOCK_LOST);
    }
}
