package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * One step of the broker's history. The state is what all changes add up to: the running broker makes its changes in this form
 * and a restart applies them again. Locks and waiting receivers are no state; they end with the process.
 */
public sealed interface Change {

    /** An entity exists from now on, or has new settings; its queues have the numbers from {@code firstQueue} on. */
    record EntityPut(EntityDefinition definition, int firstQueue) implements Change {}

    /** Nothing exists any more. */
    record Cleared() implements Change {}

    /** An entity and all it held are gone. */
    record EntityDeleted(String path) implements Change {}

    /** A subscription has this rule, in place of one of the same name. */
    record RulePut(String subscription, Rule rule) implements Change {}

    /** A subscription lost a rule. */
    record RuleDeleted(String subscription, String name) implements Change {}

    /** A message is in a queue. Times are milliseconds since 1970, {@link Long#MAX_VALUE} for never. */
    record Enqueued(
            int queue,
            long sequence,
            long enqueuedSequence,
            long enqueuedAtMillis,
            long expiresAtMillis,
            long scheduledForMillis,
            MessageState state,
            int deliveryCount,
            @Nullable String deadLetterSource,
            Message message)
            implements Change {

        /** The same with a message of its own, which does not depend on the queue's. */
        Enqueued onHeap() {
            return new Enqueued(
                    queue,
                    sequence,
                    enqueuedSequence,
                    enqueuedAtMillis,
                    expiresAtMillis,
                    scheduledForMillis,
                    state,
                    deliveryCount,
                    deadLetterSource,
                    Message.of(message.bytes()));
        }
    }

    /** A message left its queue. */
    record Removed(int queue, long sequence) implements Change {}

    /** A message is with a receiver. */
    record Delivered(int queue, long sequence) implements Change {}

    /** A message came back from a receiver, or its lock ended; it was delivered so often by now. */
    record Returned(
            int queue,
            long sequence,
            int deliveryCount,
            @Nullable Message changed) implements Change {}

    /** A message was set aside by its receiver. */
    record Deferred(int queue, long sequence, @Nullable Message changed) implements Change {}

    /** A session has this state, or none. */
    record SessionStateSet(int queue, String session, byte @Nullable [] state) implements Change {}

    /** The next sequence number given in a queue is at least this. */
    record SequenceReached(int queue, long next) implements Change {}

    /** A message id was seen by an entity that detects duplicates. */
    record IdSeen(String entity, String messageId, long atMillis) implements Change {}
}
