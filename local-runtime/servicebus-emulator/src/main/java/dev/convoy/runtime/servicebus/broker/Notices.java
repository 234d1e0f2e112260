package dev.convoy.runtime.servicebus.broker;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the queues have to tell: in which of them something became receivable, and before when time alone changes nothing. Saves
 * asking every queue after every request. Owned by {@link BrokerState}.
 */
final class Notices {

    private final Set<MessageQueue> receivable = new LinkedHashSet<>();
    private long dueMillis = QueuedMessage.NEVER;

    void receivable(MessageQueue queue) {
        receivable.add(queue);
    }

    /** Queues in which something became receivable since the last call, once each. */
    List<MessageQueue> takeReceivable() {
        if (receivable.isEmpty()) {
            return List.of();
        }
        List<MessageQueue> taken = new ArrayList<>(receivable);
        receivable.clear();
        return taken;
    }

    void forgetReceivable() {
        receivable.clear();
    }

    /** Something is due at this time. */
    void due(long atMillis) {
        dueMillis = Math.min(dueMillis, atMillis);
    }

    /** Nothing is due before this time. */
    long dueMillis() {
        return dueMillis;
    }

    /** All queues have been asked, and this is the earliest. */
    void dueExactly(long atMillis) {
        dueMillis = atMillis;
    }
}
