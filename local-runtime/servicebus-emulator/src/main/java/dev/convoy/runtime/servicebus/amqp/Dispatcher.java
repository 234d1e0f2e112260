package dev.convoy.runtime.servicebus.amqp;

import dev.convoy.runtime.servicebus.broker.MessageQueue;
import dev.convoy.runtime.servicebus.broker.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who waits for messages of which queue. Receivers of one queue take turns, one message at a time. Confined to the broker's thread.
 */
final class Dispatcher {

    private final BrokerLoop loop;
    private final Map<MessageQueue, Deque<ReceiverLink>> receivers = new HashMap<>();
    private final Map<MessageQueue, Deque<SessionWait>> waits = new HashMap<>();
    private final Set<MessageQueue> wanted = new LinkedHashSet<>();

    Dispatcher(BrokerLoop loop) {
        this.loop = loop;
    }

    void add(ReceiverLink link) {
        receivers.computeIfAbsent(link.queue(), queue -> new ArrayDeque<>()).add(link);
    }

    void remove(ReceiverLink link) {
        Deque<ReceiverLink> links = receivers.get(link.queue());
        if (links != null && links.remove(link) && links.isEmpty()) {
            receivers.remove(link.queue());
        }
    }

    void add(SessionWait wait) {
        waits.computeIfAbsent(wait.queue(), queue -> new ArrayDeque<>()).add(wait);
    }

    void remove(SessionWait wait) {
        Deque<SessionWait> waiting = waits.get(wait.queue());
        if (waiting != null && waiting.remove(wait) && waiting.isEmpty()) {
            waits.remove(wait.queue());
        }
    }

    /** A receiver of the queue can take more than before. */
    void want(MessageQueue queue) {
        wanted.add(queue);
        loop.changed();
    }

    /** Hands out whatever can be handed out now. */
    void dispatch() {
        while (true) {
            Set<MessageQueue> queues = new LinkedHashSet<>(wanted);
            wanted.clear();
            queues.addAll(loop.broker().takeNews());
            if (queues.isEmpty()) {
                return;
            }
            queues.forEach(this::dispatch);
        }
    }

    private void dispatch(MessageQueue queue) {
        if (queue.isClosed()) {
            endReceivers(
                    queue,
                    new Refusal(
                            Refusal.Reason.ENTITY_NOT_FOUND,
                            "The messaging entity '" + queue.path() + "' could not be found."));
            return;
        }
        if (queue.isDisabled()) {
            endReceivers(
                    queue,
                    new Refusal(
                            Refusal.Reason.ENTITY_DISABLED,
                            "Entity '" + queue.path() + "' is currently disabled for receiving."));
            return;
        }
        Deque<SessionWait> waiting = waits.get(queue);
        if (waiting != null) {
            List.copyOf(waiting).forEach(SessionWait::tryNow);
        }
        Deque<ReceiverLink> links = receivers.get(queue);
        if (links == null) {
            return;
        }
        links.forEach(ReceiverLink::finish);
        if (queue.requiresSession()) {
            new ArrayList<>(links).forEach(ReceiverLink::deliverSession);
        } else {
            takeTurns(queue, links);
        }
        links.forEach(ReceiverLink::drainIfAsked);
    }

    private void endReceivers(MessageQueue queue, Refusal why) {
        List.copyOf(receivers.getOrDefault(queue, new ArrayDeque<>())).forEach(link -> link.detach(why));
        List.copyOf(waits.getOrDefault(queue, new ArrayDeque<>())).forEach(wait -> wait.refuse(why));
    }

    private static void takeTurns(MessageQueue queue, Deque<ReceiverLink> links) {
        int unable = 0;
        while (queue.hasReady() && unable < links.size()) {
            ReceiverLink link = links.removeFirst();
            links.addLast(link);
            unable = link.deliverOne() ? 0 : unable + 1;
        }
    }
}
