package dev.convoy.runtime.servicebus.broker;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one queue that are waited for in one line: all of a plain queue, or those of one session with the session's state and
 * lock. Owned by its {@link MessageQueue}.
 */
final class Lane {

    final String sessionId;
    final SequenceMap ready = new SequenceMap();
    /** A session's messages that are with its holder; not kept for a plain queue. */
    final Map<LockToken, QueuedMessage> held = new LinkedHashMap<>();

    byte @Nullable [] state;

    @Nullable
    SessionLock lock;

    Lane(String sessionId) {
        this.sessionId = sessionId;
    }

    boolean isForgettable() {
        return ready.isEmpty() && held.isEmpty() && state == null && lock == null;
    }
}
