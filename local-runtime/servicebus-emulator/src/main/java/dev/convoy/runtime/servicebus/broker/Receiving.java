package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.broker.Refusal.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Hands messages out: the next of a queue or session, set-aside ones by number, any for a look. Keeps nothing itself. */
final class Receiving {

    private final Ledger ledger;
    private final Placement placement;

    Receiving(Ledger ledger, Placement placement) {
        this.ledger = ledger;
        this.placement = placement;
    }

    @Nullable
    Delivery next(MessageQueue queue, ReceiveMode mode, @Nullable SessionLock session, long nowMillis) {
        Lane lane = session == null ? queue.plainLane() : queue.sessionIfKnown(session.sessionId());
        if (lane == null || (session != null && (lane.lock != session || session.isExpiredAt(nowMillis)))) {
            return null;
        }
        for (QueuedMessage message = lane.ready.first(); message != null; message = lane.ready.first()) {
            if (!message.isExpiredAt(nowMillis) || !queue.isMain()) {
                return handOut(queue, message, mode, session, nowMillis);
            }
            expire(queue, message, nowMillis);
        }
        return null;
    }

    Outcome<List<Delivery>> deferred(
            MessageQueue queue, List<Long> sequences, ReceiveMode mode, @Nullable SessionLock session, long nowMillis) {
        List<QueuedMessage> found = new ArrayList<>();
        for (long sequence : sequences) {
            QueuedMessage message = queue.all().get(sequence);
            if (message == null || message.state != MessageState.DEFERRED || message.isExpiredAt(nowMillis)) {
                return Outcome.refused(
                        Reason.MESSAGE_NOT_FOUND, "Failed to lock one or more specified messages: " + sequence);
            }
            if (session != null && !session.sessionId().equals(message.sessionId)) {
                return Outcome.refused(
                        Reason.MESSAGE_NOT_FOUND, "Message " + sequence + " is not of session " + session.sessionId());
            }
            found.add(message);
        }
        List<Delivery> deliveries = new ArrayList<>();
        found.forEach(message -> deliveries.add(handOut(queue, message, mode, session, nowMillis)));
        return Outcome.done(deliveries);
    }

    List<Delivery> peek(MessageQueue queue, long from, int count, @Nullable String sessionId, long nowMillis) {
        List<Delivery> shown = new ArrayList<>();
        SequenceMap all = queue.all();
        for (QueuedMessage message = all.from(from);
                message != null && shown.size() < count;
                message = all.from(message.sequence + 1)) {
            boolean expired = queue.isMain() && message.state != MessageState.LOCKED && message.isExpiredAt(nowMillis);
            if (!expired && (sessionId == null || sessionId.equals(message.sessionId))) {
                shown.add(new Delivery(message.message.onHeap(), message.stamp(), null));
            }
        }
        return shown;
    }

    /** Ends an unlocked message whose time to live is over. */
    void expire(MessageQueue queue, QueuedMessage message, long nowMillis) {
        if (queue.settings().deadLetterOnExpiration()) {
            placement.deadLetter(
                    queue, message, DeadLetterReasons.EXPIRED, DeadLetterReasons.EXPIRED_TEXT, Map.of(), nowMillis);
        } else {
            ledger.record(new Change.Removed(queue.id(), message.sequence));
        }
    }

    private Delivery handOut(
            MessageQueue queue,
            QueuedMessage message,
            ReceiveMode mode,
            @Nullable SessionLock session,
            long nowMillis) {
        if (mode == ReceiveMode.RECEIVE_AND_DELETE) {
            Delivery delivery = new Delivery(message.message.onHeap(), message.stamp(), null);
            ledger.record(new Change.Removed(queue.id(), message.sequence));
            return delivery;
        }
        ledger.record(new Change.Delivered(queue.id(), message.sequence));
        LockToken token = newToken();
        long until =
                session == null ? nowMillis + queue.settings().lockDuration().toMillis() : session.lockedUntilMillis();
        queue.lock(message, token, until, session);
        return new Delivery(message.message.onHeap(), message.stamp(), token);
    }

    private LockToken newToken() {
        long high = ledger.random.nextLong() & ~0xf000L | 0x4000L;
        long low = ledger.random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return new LockToken(new UUID(high, low));
    }
}
