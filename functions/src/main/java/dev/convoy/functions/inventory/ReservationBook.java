package dev.convoy.functions.inventory;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.ReservationId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.outbox.Destination;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.platform.inbox.Effect;
import dev.convoy.functions.platform.store.CommitOutcome;
import dev.convoy.functions.platform.store.DocumentQuery;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.Write;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All reservations. Every change is conditional on the version it was decided on. Safe for use by several threads. */
public final class ReservationBook {

    private static final String CONSUMER = "inventory";
    private static final int PAGE = 100;
    private static final Destination EVENTS = new Destination(Entities.EVENTS);

    private final DocumentStore store;

    /** @param store the container {@code reservations} */
    public ReservationBook(DocumentStore store) {
        this.store = store;
    }

    /** A reservation and its version. */
    record Entry(Reservation reservation, String etag) {}

    Optional<Entry> find(OrderId orderId) {
        return store.read(orderId.value(), ReservationId.of(orderId).value())
                .map(stored -> new Entry(stored.as(Reservation.class), stored.etag()));
    }

    /** Up to a page of the reservations in a state. */
    List<Entry> in(ReservationState state) {
        Map<String, String> equal = Map.of("kind", Reservation.KIND, "state", state.name());
        return store
                .find(new DocumentQuery(Optional.empty(), equal, Optional.empty(), PAGE, Optional.empty()))
                .documents()
                .stream()
                .map(stored -> new Entry(stored.as(Reservation.class), stored.etag()))
                .toList();
    }

    /** Writes a first state; empty if another was faster. */
    Optional<Entry> begin(Reservation reservation) {
        return written(reservation, new Write.Create(Json.tree(reservation)));
    }

    /** Writes a state between; empty if another was faster. */
    Optional<Entry> move(Entry before, Reservation after) {
        return written(after, new Write.Replace(Json.tree(after), before.etag()));
    }

    private Optional<Entry> written(Reservation reservation, Write write) {
        return switch (store.commit(reservation.orderId().value(), List.of(write))) {
            case CommitOutcome.Committed(List<String> etags) -> Optional.of(new Entry(reservation, etags.getFirst()));
            case CommitOutcome.Refused refused -> Optional.empty();
        };
    }

    /** Writes a state that ends the handling of a command, with the answer. */
    Effect.Outcome finish(Envelope<?> command, Entry before, Reservation after, Envelope<?> answer) {
        return new Effect(store, after.orderId().value(), CONSUMER, command, after.updatedAt())
                .replace(Json.tree(after), before.etag())
                .publish(answer, EVENTS)
                .commit();
    }

    /** Answers again what was decided before. */
    Effect.Outcome repeat(Envelope<?> command, OrderId orderId, Envelope<?> answer, Instant now) {
        return new Effect(store, orderId.value(), CONSUMER, command, now)
                .publish(answer, EVENTS)
                .commit();
    }
}
