package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.broker.Refusal.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Locks sessions for one receiver at a time and keeps their state. Keeps nothing itself. */
final class Sessions {

    private final Ledger ledger;
    private final Settling settling;

    Sessions(Ledger ledger, Settling settling) {
        this.ledger = ledger;
        this.settling = settling;
    }

    /** Locks the session, or with a null id the next that has messages and no holder; refuses with TIMEOUT if there is none. */
    Outcome<SessionLock> accept(MessageQueue queue, @Nullable String sessionId, long nowMillis) {
        Lane lane = sessionId == null ? queue.nextFreeSession() : queue.session(sessionId);
        if (lane == null) {
            return Outcome.refused(Reason.TIMEOUT, "No session of " + queue.path() + " is available.");
        }
        if (lane.lock != null) {
            return Outcome.refused(
                    Reason.SESSION_CANNOT_BE_LOCKED,
                    "The requested session '" + sessionId
                            + "' cannot be accepted. It may be locked by another receiver.");
        }
        SessionLock lock = new SessionLock(lane.sessionId, lockEnd(queue, nowMillis));
        queue.lockSession(lane, lock);
        return Outcome.done(lock);
    }

    /** Lets the session go; what its holder has not settled is receivable again and counts as delivered. */
    void release(MessageQueue queue, SessionLock lock, long nowMillis) {
        Lane lane = queue.sessionIfKnown(lock.sessionId());
        if (lane == null || lane.lock != lock) {
            return;
        }
        List<QueuedMessage> held = new ArrayList<>(lane.held.values());
        held.forEach(message -> settling.giveBack(queue, message, true, null, nowMillis));
        queue.unlockSession(lane);
    }

    Outcome<Long> renew(MessageQueue queue, String sessionId, long nowMillis) {
        Lane lane = held(queue, sessionId, nowMillis);
        if (lane == null) {
            return lost(sessionId);
        }
        long until = lockEnd(queue, nowMillis);
        queue.renewSession(lane, until);
        return Outcome.done(until);
    }

    Outcome<byte[]> state(MessageQueue queue, String sessionId, long nowMillis) {
        Lane lane = held(queue, sessionId, nowMillis);
        if (lane == null) {
            return lost(sessionId);
        }
        byte[] state = lane.state;
        return Outcome.done(state == null ? new byte[0] : state);
    }

    Outcome<Boolean> setState(MessageQueue queue, String sessionId, byte @Nullable [] state, long nowMillis) {
        if (held(queue, sessionId, nowMillis) == null) {
            return lost(sessionId);
        }
        ledger.record(new Change.SessionStateSet(queue.id(), sessionId, state));
        return Outcome.done(true);
    }

    @Nullable
    SessionLock lockOf(MessageQueue queue, String sessionId, long nowMillis) {
        Lane lane = held(queue, sessionId, nowMillis);
        return lane == null ? null : lane.lock;
    }

    private static @Nullable Lane held(MessageQueue queue, String sessionId, long nowMillis) {
        Lane lane = queue.sessionIfKnown(sessionId);
        SessionLock lock = lane == null ? null : lane.lock;
        return lock == null || lock.isExpiredAt(nowMillis) ? null : lane;
    }

    private static long lockEnd(MessageQueue queue, long nowMillis) {
        return nowMillis + queue.settings().lockDuration().toMillis();
    }

    private static <T> Outcome<T> lost(String sessionId) {
        return Outcome.refused(
                Reason.SESSION_LOCK_LOST, "The lock of session '" + sessionId + "' has expired. Accept it again.");
    }
}
