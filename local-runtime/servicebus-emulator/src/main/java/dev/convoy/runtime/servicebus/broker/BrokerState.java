package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.message.Message;
import dev.convoy.runtime.servicebus.message.Properties;
import dev.convoy.runtime.servicebus.message.Residence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything the broker knows, changed only by {@link #apply}, so that a replay of the changes builds it again. */
final class BrokerState {

    private final Map<String, Entity> entities = new LinkedHashMap<>();
    private final Map<Integer, MessageQueue> queues = new HashMap<>();
    private final Notices notices = new Notices();
    private final Residence residence;
    private int nextQueue = 1;

    BrokerState(Residence residence) {
        this.residence = residence;
    }

    Residence residence() {
        return residence;
    }

    @Nullable
    Entity entity(String path) {
        return entities.get(Address.key(path));
    }

    Collection<Entity> entities() {
        return new ArrayList<>(entities.values());
    }

    Collection<MessageQueue> queues() {
        return queues.values();
    }

    MessageQueue queue(int id) {
        MessageQueue queue = queues.get(id);
        if (queue == null) {
            throw new UnknownTargetException("there is no queue " + id);
        }
        return queue;
    }

    Notices notices() {
        return notices;
    }

    int nextQueue() {
        return nextQueue;
    }

    void apply(Change change) {
        switch (change) {
            case Change.Enqueued it -> enqueue(it);
            case Change.Removed it -> queue(it.queue()).remove(it.sequence());
            case Change.Delivered it -> deliver(it);
            case Change.Returned it -> giveBack(it);
            case Change.Deferred it -> defer(it);
            case Change.SessionStateSet it -> setSessionState(it);
            case Change.SequenceReached it -> queue(it.queue()).reachSequence(it.next());
            case Change.IdSeen it -> remember(it);
            case Change.EntityPut it -> put(it);
            case Change.EntityDeleted it -> delete(it.path());
            case Change.RulePut it ->
                required(it.subscription()).rules.put(Address.key(it.rule().name()), it.rule());
            case Change.Cleared ignored -> clear();
            case Change.RuleDeleted it -> required(it.subscription()).rules.remove(Address.key(it.name()));
        }
    }

    private void enqueue(Change.Enqueued change) {
        MessageQueue queue = queue(change.queue());
        String session = queue.requiresSession() ? change.message().properties().text(Properties.Field.GROUP_ID) : null;
        queue.remove(change.sequence());
        queue.insert(new QueuedMessage(change, session));
    }

    private void deliver(Change.Delivered change) {
        MessageQueue queue = queue(change.queue());
        queue.move(message(queue, change.sequence()), MessageState.LOCKED);
    }

    private void giveBack(Change.Returned change) {
        MessageQueue queue = queue(change.queue());
        QueuedMessage message = message(queue, change.sequence());
        message.deliveryCount = change.deliveryCount();
        replaceContent(queue, message, change.changed());
        queue.move(message, message.deferred ? MessageState.DEFERRED : MessageState.READY);
    }

    private void defer(Change.Deferred change) {
        MessageQueue queue = queue(change.queue());
        QueuedMessage message = message(queue, change.sequence());
        replaceContent(queue, message, change.changed());
        message.deferred = true;
        queue.move(message, MessageState.DEFERRED);
    }

    private static void replaceContent(MessageQueue queue, QueuedMessage message, @Nullable Message changed) {
        if (changed != null) {
            queue.replaceContent(message, changed);
        }
    }

    private void setSessionState(Change.SessionStateSet change) {
        MessageQueue queue = queue(change.queue());
        Lane lane = queue.session(change.session());
        lane.state = change.state();
        queue.forgetIfIdle(lane);
    }

    private void remember(Change.IdSeen change) {
        required(change.entity()).duplicates.remember(change.messageId(), change.atMillis());
    }

    private void put(Change.EntityPut change) {
        EntityDefinition definition = change.definition();
        Entity existing = entity(definition.path());
        if (existing != null) {
            existing.definition = definition;
            existing.queues().forEach(notices::receivable);
            return;
        }
        Entity entity = new Entity(definition, change.firstQueue(), notices, residence);
        entities.put(Address.key(definition.path()), entity);
        entity.queues().forEach(queue -> queues.put(queue.id(), queue));
        nextQueue = Math.max(nextQueue, change.firstQueue() + Entity.QUEUES);
        if (definition instanceof EntityDefinition.Subscription subscription) {
            required(subscription.topic()).subscriptions.put(Address.key(definition.path()), entity);
        }
    }

    private void clear() {
        queues.values().forEach(MessageQueue::clear);
        entities.clear();
        queues.clear();
        notices.forgetReceivable();
    }

    private void delete(String path) {
        Entity entity = entities.remove(Address.key(path));
        if (entity == null) {
            return;
        }
        entity.queues().forEach(queue -> {
            queue.clear();
            queues.remove(queue.id());
        });
        List<Entity> dependents = entity.subscriptionsNow();
        dependents.forEach(subscription -> delete(subscription.definition.path()));
        if (entity.definition instanceof EntityDefinition.Subscription subscription) {
            Entity topic = entity(subscription.topic());
            if (topic != null) {
                topic.subscriptions.remove(Address.key(path));
            }
        }
    }

    private Entity required(String path) {
        Entity entity = entity(path);
        if (entity == null) {
            throw new UnknownTargetException("there is no entity " + path);
        }
        return entity;
    }

    private static QueuedMessage message(MessageQueue queue, long sequence) {
        QueuedMessage message = queue.all().get(sequence);
        if (message == null) {
            throw new UnknownTargetException("there is no message " + sequence + " in " + queue.path());
        }
        return message;
    }
}
