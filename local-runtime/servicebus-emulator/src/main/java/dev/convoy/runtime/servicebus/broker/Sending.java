package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.broker.Refusal.Reason;
import dev.convoy.runtime.servicebus.message.Message;
import dev.convoy.runtime.servicebus.message.Properties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes new messages from senders: checks them, drops repeated ones, schedules or places the rest. Keeps nothing itself. */
final class Sending {

    private final Ledger ledger;
    private final Placement placement;

    Sending(Ledger ledger, Placement placement) {
        this.ledger = ledger;
        this.placement = placement;
    }

    Outcome<List<Long>> send(String path, List<Message> messages, long nowMillis) {
        Outcome<Entity> target = target(path, messages);
        return switch (target) {
            case Outcome.Refused<Entity>(Refusal refusal) -> new Outcome.Refused<>(refusal);
            case Outcome.Done<Entity>(Entity entity) -> {
                List<Long> sequences = new ArrayList<>(messages.size());
                messages.forEach(message -> sequences.add(accept(entity, message, nowMillis)));
                yield Outcome.done(sequences);
            }
        };
    }

    /** Schedules messages under numbers they were given before; those whose time has come meanwhile are placed at once. */
    Outcome<Boolean> scheduleAs(String path, List<Message> messages, List<Long> sequences, long nowMillis) {
        return switch (target(path, messages)) {
            case Outcome.Refused<Entity>(Refusal refusal) -> new Outcome.Refused<>(refusal);
            case Outcome.Done<Entity>(Entity entity) -> {
                for (int i = 0; i < messages.size(); i++) {
                    Message message = withId(messages.get(i));
                    Long at = message.scheduledEnqueueMillis();
                    placement.scheduleAs(entity, message, sequences.get(i), at == null ? nowMillis : at, nowMillis);
                }
                yield Outcome.done(true);
            }
        };
    }

    Outcome<Boolean> cancelScheduled(String path, List<Long> sequences) {
        Entity entity = ledger.state.entity(path);
        if (entity == null) {
            return Outcome.refused(Reason.ENTITY_NOT_FOUND, Broker.notFound(path));
        }
        for (long sequence : sequences) {
            QueuedMessage message = entity.main.all().get(sequence);
            if (message == null || message.state != MessageState.SCHEDULED) {
                return Outcome.refused(Reason.MESSAGE_NOT_FOUND, "No scheduled message has the number " + sequence);
            }
        }
        sequences.forEach(sequence -> ledger.record(new Change.Removed(entity.main.id(), sequence)));
        return Outcome.done(true);
    }

    /** The entity, if it exists and takes these messages. */
    Outcome<Entity> target(String path, List<Message> messages) {
        Entity entity = ledger.state.entity(path);
        if (entity == null) {
            return Outcome.refused(Reason.ENTITY_NOT_FOUND, Broker.notFound(path));
        }
        if (!entity.definition.settings().status().maySend()) {
            return Outcome.refused(Reason.ENTITY_DISABLED, "Entity '" + path + "' is currently disabled for sending.");
        }
        String missing = Placement.missingSession(entity, messages);
        if (missing != null) {
            return Outcome.refused(Reason.NOT_ALLOWED, missing);
        }
        Refusal refusal = ledger.quotas.ofSend(entity, messages);
        return refusal == null ? Outcome.done(entity) : new Outcome.Refused<>(refusal);
    }

    private long accept(Entity entity, Message sent, long nowMillis) {
        Properties properties = sent.properties();
        String id = properties.text(Properties.Field.MESSAGE_ID);
        Message message = id == null ? withId(sent) : sent;
        if (isDuplicate(entity, id, nowMillis)) {
            return 0;
        }
        Long scheduled = message.scheduledEnqueueMillis();
        return scheduled != null && scheduled > nowMillis
                ? placement.schedule(entity, message, scheduled, nowMillis)
                : placement.place(entity, message, Placement.Origin.NEW, nowMillis);
    }

    private boolean isDuplicate(Entity entity, @Nullable String id, long nowMillis) {
        Duration window =
                entity.definition.settings().duplicateDetectionWindow().orElse(null);
        if (window == null || id == null) {
            return false;
        }
        if (entity.duplicates.contains(id, nowMillis, window.toMillis())) {
            return true;
        }
        ledger.record(new Change.IdSeen(entity.definition.path(), id, nowMillis));
        return false;
    }

    /** The service gives an id to a message without one. */
    private Message withId(Message sent) {
        return sent.properties().text(Properties.Field.MESSAGE_ID) == null
                ? sent.withProperty(Properties.Field.MESSAGE_ID, newId())
                : sent;
    }

    private String newId() {
        return new UUID(ledger.random.nextLong(), ledger.random.nextLong())
                .toString()
                .replace("-", "");
    }
}
