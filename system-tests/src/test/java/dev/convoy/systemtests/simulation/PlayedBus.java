package dev.convoy.systemtests.simulation;

import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.platform.servicebus.BusMessage;
import dev.convoy.functions.platform.servicebus.BusUnreachableException;
import dev.convoy.functions.platform.servicebus.MessageBus;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bus that keeps no order and knows no duplicate, which is less than Service Bus gives. May not answer, before or after it took
 * what was sent. Confined to one thread.
 */
final class PlayedBus implements MessageBus {

    private final Chaos chaos;
    private final Clock clock;
    private final List<Waiting> waiting = new ArrayList<>();
    private final Map<String, BusMessage> published = new HashMap<>();

    PlayedBus(Chaos chaos, Clock clock) {
        this.chaos = chaos;
        this.clock = clock;
    }

    /** A message in a queue or subscription. */
    record Waiting(String entity, BusMessage message, Instant from) {}

    @Override
    public void send(String entity, List<BusMessage> messages) {
        for (BusMessage message : messages) {
            mayFail("send to " + entity);
            enqueue(entity, message, clock.instant());
        }
        mayFail("answer about " + entity);
    }

    @Override
    public void schedule(String entity, BusMessage message, Instant at) {
        mayFail("schedule to " + entity);
        enqueue(entity, message, at);
        mayFail("answer about " + entity);
    }

    private void enqueue(String entity, BusMessage message, Instant from) {
        published.putIfAbsent(message.messageId(), message);
        waiting.add(new Waiting(entity, message, from));
    }

    /** Messages that a consumer could get now. */
    List<Waiting> deliverable() {
        Instant now = clock.instant();
        return waiting.stream()
                .filter(w -> !w.entity().equals(Entities.PARKED_MESSAGES))
                .filter(w -> !w.from().isAfter(now))
                .toList();
    }

    Optional<Instant> nextScheduled() {
        return waiting.stream()
                .filter(w -> !w.entity().equals(Entities.PARKED_MESSAGES))
                .map(Waiting::from)
                .min(Comparator.naturalOrder());
    }

    void complete(Waiting message) {
        waiting.remove(message);
    }

    /** An operator sends every parked message back to where it came from. */
    void resubmitParked() {
        List<Waiting> parked = waiting.stream()
                .filter(w -> w.entity().equals(Entities.PARKED_MESSAGES))
                .toList();
        for (Waiting w : parked) {
            waiting.remove(w);
            var again = new BusMessage(
                    w.message().messageId(), w.message().subject(), w.message().body(), Map.of());
            String origin = String.valueOf(w.message().properties().get("origin"));
            String entity = origin.equals(PlayedSetAside.ORIGIN) ? Entities.ORDER_SAGA_RETRIES : origin;
            waiting.add(new Waiting(entity, again, clock.instant()));
        }
    }

    /** Every message that was ever published, by id. */
    Map<String, BusMessage> published() {
        return published;
    }

    private void mayFail(String where) {
        chaos.mayCrash("at " + where);
        if (chaos.mishap()) {
            throw new BusUnreachableException("call", where, new IllegalStateException("simulated"));
        }
    }
}
