package dev.convoy.functions.platform.servicebus;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A bus that keeps what was sent. Guarded by this object's lock. */
public final class InMemoryMessageBus implements MessageBus {

    /** A message and when it may be seen. */
    public record Sent(BusMessage message, Instant visibleAt) {}

    private static final int LARGEST_BODY = 200_000;

    private final Map<String, List<Sent>> entities = new TreeMap<>();
    private boolean isDown;

    @Override
    public synchronized void send(String entity, List<BusMessage> messages) {
        messages.forEach(message -> {
            if (message.body().length() > LARGEST_BODY) {
                throw new MessageTooLargeException(entity, message.messageId());
            }
            schedule(entity, message, Instant.EPOCH);
        });
    }

    @Override
    public synchronized void schedule(String entity, BusMessage message, Instant at) {
        if (isDown) {
            throw new BusUnreachableException("send to", entity, new IllegalStateException("down"));
        }
        entities.computeIfAbsent(entity, name -> new ArrayList<>()).add(new Sent(message, at));
    }

    public synchronized void down(boolean down) {
        isDown = down;
    }

    /** What was sent to an entity, in order. */
    public synchronized List<Sent> sentTo(String entity) {
        return List.copyOf(entities.getOrDefault(entity, List.of()));
    }

    public synchronized List<BusMessage> messagesTo(String entity) {
        return sentTo(entity).stream().map(Sent::message).toList();
    }
}
