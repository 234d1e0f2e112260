package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.broker.EntityDefinition.Subscription;
import dev.convoy.runtime.servicebus.message.Message;
import dev.convoy.runtime.servicebus.message.MessageView;
import dev.convoy.runtime.servicebus.message.Properties;
import dev.convoy.runtime.servicebus.sql.SqlEvaluationException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts messages where they belong: into a queue, through a topic's rules into its subscriptions, on along a chain of forwarding,
 * or among the dead letters. Records the changes; keeps nothing itself.
 */
final class Placement {

    /** A message is forwarded at most so often ("Chaining Service Bus entities with autoforwarding"). */
    private static final int MAX_HOPS = 4;

    private final Ledger ledger;

    Placement(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Where a message comes from when it is not new. */
    record Origin(
            long enqueuedSequence,
            int deliveryCount,
            @Nullable String deadLetterSource,
            int hops) {
        static final Origin NEW = new Origin(0, 0, null, 0);

        Origin forwarded(long sequence) {
            long first = enqueuedSequence > 0 ? enqueuedSequence : sequence;
            return new Origin(first, deliveryCount, deadLetterSource, hops + 1);
        }
    }

    /** Makes the message receivable at the entity and answers the sequence number it got there. */
    long place(Entity entity, Message message, Origin origin, long nowMillis) {
        if (entity.isTopic()) {
            return fanOut(entity, message, origin, nowMillis);
        }
        String forwardTo = entity.definition.settings().forwardTo().orElse(null);
        if (forwardTo != null) {
            return forward(entity, forwardTo, message, origin, nowMillis);
        }
        return enqueue(entity.main, message, origin, nowMillis);
    }

    /** Holds the message back until its time. */
    long schedule(Entity entity, Message message, long atMillis, long nowMillis) {
        long sequence = entity.main.nextSequence();
        scheduleAs(entity, message, sequence, atMillis, nowMillis);
        return sequence;
    }

    void scheduleAs(Entity entity, Message message, long sequence, long atMillis, long nowMillis) {
        ledger.record(new Change.Enqueued(
                entity.main.id(),
                sequence,
                sequence,
                nowMillis,
                QueuedMessage.NEVER,
                atMillis,
                MessageState.SCHEDULED,
                0,
                null,
                message));
    }

    /** Moves a message of this queue to the dead letters, or on to where they are forwarded. */
    void deadLetter(
            MessageQueue queue,
            QueuedMessage queued,
            @Nullable String reason,
            @Nullable String description,
            Map<String, ?> properties,
            long nowMillis) {
        Message message = DeadLetterReasons.stamp(queued.message, reason, description, properties);
        ledger.record(new Change.Removed(queue.id(), queued.sequence));
        Entity entity = queue.entity();
        Entity target = entity.definition
                .settings()
                .forwardDeadLetteredTo()
                .map(ledger.state::entity)
                .orElse(null);
        if (target != null && queue.isMain()) {
            Origin origin = new Origin(queued.enqueuedSequence, 0, entity.definition.path(), 1);
            place(target, message, origin, nowMillis);
            return;
        }
        enqueueDeadLetter(entity.deadLetters, queued, message);
    }

    private void enqueueDeadLetter(MessageQueue deadLetters, QueuedMessage queued, Message message) {
        ledger.record(new Change.Enqueued(
                deadLetters.id(),
                deadLetters.nextSequence(),
                queued.enqueuedSequence,
                queued.enqueuedAtMillis,
                QueuedMessage.NEVER,
                0,
                MessageState.READY,
                queued.deliveryCount,
                queued.deadLetterSource,
                message));
    }

    private long fanOut(Entity topic, Message message, Origin origin, long nowMillis) {
        long sequence = topic.main.nextSequence();
        ledger.record(new Change.SequenceReached(topic.main.id(), sequence + 1));
        Origin onward = new Origin(
                origin.enqueuedSequence() > 0 ? origin.enqueuedSequence() : sequence,
                origin.deliveryCount(),
                origin.deadLetterSource(),
                origin.hops());
        Message capped = TimeToLive.capped(message, topic.definition.settings());
        MessageView view = new MessageView(capped);
        topic.subscriptionsNow().forEach(subscription -> offer(subscription, view, onward, nowMillis));
        return sequence;
    }

    private void offer(Entity subscription, MessageView view, Origin origin, long nowMillis) {
        if (!subscription.definition.settings().status().maySend()) {
            return;
        }
        try {
            for (Message copy : Rules.copies(subscription.rules.values(), view)) {
                if (missingSession(subscription, List.of(copy)) == null) {
                    place(subscription, copy, origin, nowMillis);
                } else {
                    refuse(
                            subscription,
                            copy,
                            DeadLetterReasons.NO_SESSION,
                            "The message has no session id.",
                            origin,
                            nowMillis);
                }
            }
        } catch (SqlEvaluationException e) {
            if (subscription.definition.settings().deadLetterOnFilterErrors()) {
                refuse(
                        subscription,
                        view.message(),
                        DeadLetterReasons.FILTER,
                        String.valueOf(e.getMessage()),
                        origin,
                        nowMillis);
            }
        }
    }

    private void refuse(
            Entity subscription, Message message, String reason, String text, Origin origin, long nowMillis) {
        Message stamped = DeadLetterReasons.stamp(message, reason, text, Map.of());
        enqueue(subscription.deadLetters, stamped, origin, nowMillis);
    }

    private long forward(Entity from, String forwardTo, Message message, Origin origin, long nowMillis) {
        Entity target = ledger.state.entity(forwardTo);
        long sequence = from.main.nextSequence();
        ledger.record(new Change.SequenceReached(from.main.id(), sequence + 1));
        Origin onward = origin.forwarded(sequence);
        String problem = problemOf(target, message, onward);
        if (target == null || problem != null) {
            String text = problem == null ? "The target " + forwardTo + " does not exist." : problem;
            Message stamped = DeadLetterReasons.stamp(message, DeadLetterReasons.FORWARDING, text, Map.of());
            return enqueue(from.transferDeadLetters, stamped, onward, nowMillis);
        }
        place(target, message, onward, nowMillis);
        return sequence;
    }

    private static @Nullable String problemOf(@Nullable Entity target, Message message, Origin onward) {
        if (target == null) {
            return null;
        }
        if (target.definition instanceof Subscription) {
            return "The target " + target.definition.path() + " is a subscription.";
        }
        if (onward.hops() > MAX_HOPS) {
            return "The message was forwarded more than " + MAX_HOPS + " times.";
        }
        if (target.main.requiresSession() && message.properties().text(Properties.Field.GROUP_ID) == null) {
            return "The target " + target.definition.path() + " requires a session id.";
        }
        return target.definition.settings().status().maySend() ? null : "The target is disabled.";
    }

    private long enqueue(MessageQueue queue, Message message, Origin origin, long nowMillis) {
        long sequence = queue.nextSequence();
        long expiry = queue.isMain() ? TimeToLive.expiry(message, queue.settings(), nowMillis) : QueuedMessage.NEVER;
        ledger.record(new Change.Enqueued(
                queue.id(),
                sequence,
                origin.enqueuedSequence() > 0 ? origin.enqueuedSequence() : sequence,
                nowMillis,
                expiry,
                0,
                MessageState.READY,
                origin.deliveryCount(),
                origin.deadLetterSource(),
                message));
        return sequence;
    }

    /** Which of these entities could take the messages, in words, or null when all is well. */
    static @Nullable String missingSession(Entity entity, List<Message> messages) {
        if (!entity.main.requiresSession()) {
            return null;
        }
        boolean missing =
                messages.stream().anyMatch(message -> message.properties().text(Properties.Field.GROUP_ID) == null);
        return missing
                ? "The SessionId was not set on a message, and it cannot be sent to the entity. Entities that have"
                        + " session support enabled can only receive messages that have the SessionId set to a valid value."
                : null;
    }
}
