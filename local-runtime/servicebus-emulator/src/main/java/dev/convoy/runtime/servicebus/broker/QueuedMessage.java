package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.message.DeliveryStamp;
import dev.convoy.runtime.servicebus.message.Message;
import org.jspecify.annotations.Nullable;

/** A message in one queue, with its place and its state there. Mutable; owned by its {@link MessageQueue}. */
final class QueuedMessage {

    /** A time that never comes. */
    static final long NEVER = Long.MAX_VALUE;

    final long sequence;
    final long enqueuedSequence;
    final long enqueuedAtMillis;
    final long expiresAtMillis;
    final long scheduledForMillis;
    final @Nullable String sessionId;
    final @Nullable String deadLetterSource;
    Message message;
    MessageState state;
    boolean deferred;
    int deliveryCount;

    @Nullable
    LockToken lock;

    long lockedUntilMillis;

    @Nullable
    Object heldBy;

    QueuedMessage(Change.Enqueued from, @Nullable String sessionId) {
        this.sequence = from.sequence();
        this.enqueuedSequence = from.enqueuedSequence();
        this.enqueuedAtMillis = from.enqueuedAtMillis();
        this.expiresAtMillis = from.expiresAtMillis();
        this.scheduledForMillis = from.scheduledForMillis();
        this.deadLetterSource = from.deadLetterSource();
        this.message = from.message();
        this.deferred = from.state() == MessageState.DEFERRED;
        this.state = from.state();
        this.deliveryCount = from.deliveryCount();
        this.sessionId = sessionId;
    }

    boolean isExpiredAt(long nowMillis) {
        return expiresAtMillis <= nowMillis;
    }

    DeliveryStamp stamp() {
        int wireState = state == MessageState.SCHEDULED ? 2 : deferred ? 1 : 0;
        return new DeliveryStamp(
                sequence,
                enqueuedSequence,
                state == MessageState.SCHEDULED ? scheduledForMillis : enqueuedAtMillis,
                lock == null ? 0 : lockedUntilMillis,
                wireState,
                deliveryCount,
                deadLetterSource);
    }
}
