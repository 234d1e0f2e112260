package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.message.Message;
import org.jspecify.annotations.Nullable;

/** What happens because time passes: locks end, messages expire, scheduled ones become due. Keeps nothing itself. */
final class Clockwork {

    private final Ledger ledger;
    private final Placement placement;
    private final Receiving receiving;
    private final Settling settling;
    private final Sessions sessions;

    Clockwork(Ledger ledger, Placement placement, Receiving receiving, Settling settling, Sessions sessions) {
        this.ledger = ledger;
        this.placement = placement;
        this.receiving = receiving;
        this.settling = settling;
        this.sessions = sessions;
    }

    void tick(MessageQueue queue, long nowMillis) {
        if (queue.nextDueMillis() > nowMillis) {
            return;
        }
        endSessionLocks(queue, nowMillis);
        endMessageLocks(queue, nowMillis);
        activateScheduled(queue, nowMillis);
        expireMessages(queue, nowMillis);
    }

    private void endSessionLocks(MessageQueue queue, long nowMillis) {
        for (Lane lane = queue.firstSessionLockToEnd(); lane != null; lane = queue.firstSessionLockToEnd()) {
            SessionLock lock = lane.lock;
            if (lock == null || !lock.isExpiredAt(nowMillis)) {
                return;
            }
            sessions.release(queue, lock, nowMillis);
        }
    }

    private void endMessageLocks(MessageQueue queue, long nowMillis) {
        for (QueuedMessage m = queue.firstLockToEnd(); isDue(m, nowMillis); m = queue.firstLockToEnd()) {
            if (m != null) {
                settling.giveBack(queue, m, true, null, nowMillis);
            }
        }
    }

    private static boolean isDue(@Nullable QueuedMessage message, long nowMillis) {
        return message != null && message.lockedUntilMillis <= nowMillis;
    }

    private void activateScheduled(MessageQueue queue, long nowMillis) {
        for (QueuedMessage m = queue.firstScheduled();
                m != null && m.scheduledForMillis <= nowMillis;
                m = queue.firstScheduled()) {
            Message message = m.message.onHeap();
            ledger.record(new Change.Removed(queue.id(), m.sequence));
            placement.place(queue.entity(), message, Placement.Origin.NEW, nowMillis);
        }
    }

    private void expireMessages(MessageQueue queue, long nowMillis) {
        for (QueuedMessage m = queue.firstToExpire();
                m != null && m.isExpiredAt(nowMillis);
                m = queue.firstToExpire()) {
            receiving.expire(queue, m, nowMillis);
        }
    }

    /** After a replay: what was with receivers of the ended process comes back, counted as delivered. */
    void endAllDeliveries(MessageQueue queue, long nowMillis) {
        SequenceMap all = queue.all();
        for (QueuedMessage m = all.first(); m != null; m = all.from(m.sequence + 1)) {
            if (m.state == MessageState.LOCKED) {
                settling.giveBack(queue, m, true, null, nowMillis);
            }
        }
    }
}
