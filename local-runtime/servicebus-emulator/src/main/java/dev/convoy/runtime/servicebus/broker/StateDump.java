package dev.convoy.runtime.servicebus.broker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * All state as changes that would build it, a piece at a time. The broker may go on between the pieces: what changes after the
 * first is to be applied on top, and comes out right since every change says what is, not what is different. On the broker's
 * thread.
 */
public final class StateDump {

    private static final long STEP_BYTES = 1 << 20;

    private final Deque<MessageQueue> queues = new ArrayDeque<>();
    private final BrokerState state;
    private final boolean withDeliveries;
    private boolean begun;
    private long nextSequence;

    StateDump(BrokerState state, boolean withDeliveries) {
        this.state = state;
        this.withDeliveries = withDeliveries;
    }

    /** The next changes, about so many, fewer if their messages are long; none when everything was given. */
    public List<Change> next(int about) {
        List<Change> changes = new ArrayList<>();
        if (!begun) {
            begun = true;
            state.entities().forEach(entity -> describe(entity, changes));
            queues.addAll(state.queues());
            return changes;
        }
        long bytes = 0;
        while (!queues.isEmpty() && changes.size() < about && bytes < STEP_BYTES) {
            QueuedMessage message = queues.getFirst().all().from(nextSequence);
            if (message == null) {
                queues.removeFirst();
                nextSequence = 0;
            } else {
                describe(queues.getFirst(), message, changes);
                nextSequence = message.sequence + 1;
                bytes += message.message.sizeBytes();
            }
        }
        return changes;
    }

    private static void describe(Entity entity, List<Change> changes) {
        String path = entity.definition.path();
        changes.add(new Change.EntityPut(entity.definition, entity.main.id()));
        entity.rules.values().forEach(rule -> changes.add(new Change.RulePut(path, rule)));
        entity.duplicates.forEach((id, at) -> changes.add(new Change.IdSeen(path, id, at)));
        for (MessageQueue queue : entity.queues()) {
            changes.add(new Change.SequenceReached(queue.id(), queue.nextSequence()));
            for (Lane lane : queue.lanes()) {
                if (lane.state != null) {
                    changes.add(new Change.SessionStateSet(queue.id(), lane.sessionId, lane.state));
                }
            }
        }
    }

    private void describe(MessageQueue queue, QueuedMessage message, List<Change> changes) {
        boolean delivered = message.state == MessageState.LOCKED;
        changes.add(new Change.Enqueued(
                queue.id(),
                message.sequence,
                message.enqueuedSequence,
                message.enqueuedAtMillis,
                message.expiresAtMillis,
                message.scheduledForMillis,
                delivered ? (message.deferred ? MessageState.DEFERRED : MessageState.READY) : message.state,
                message.deliveryCount,
                message.deadLetterSource,
                message.message));
        if (delivered && withDeliveries) {
            changes.add(new Change.Delivered(queue.id(), message.sequence));
        }
    }
}
