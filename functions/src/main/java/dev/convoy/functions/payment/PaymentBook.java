package dev.convoy.functions.payment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.PaymentId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.outbox.Destination;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.platform.inbox.Effect;
import dev.convoy.functions.platform.store.DocumentQuery;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.StoredDocument;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All payments and their ledger. Safe for use by several threads. */
public final class PaymentBook {

    private static final String CONSUMER = "payment";
    private static final Destination EVENTS = new Destination(Entities.EVENTS);

    private final DocumentStore store;

    /** @param store the container {@code payments} */
    public PaymentBook(DocumentStore store) {
        this.store = store;
    }

    /** A payment and its version. */
    record Entry(Payment payment, String etag) {}

    Optional<Entry> find(OrderId orderId) {
        return store.read(orderId.value(), PaymentId.of(orderId).value())
                .map(stored -> new Entry(stored.as(Payment.class), stored.etag()));
    }

    /** The ledger entries of an order. */
    List<ObjectNode> ledger(OrderId orderId) {
        return store.find(DocumentQuery.kindIn(orderId.value(), LedgerEntry.KIND)).documents().stream()
                .map(StoredDocument::content)
                .toList();
    }

    /** Writes a first payment with its postings and the answer. */
    Effect.Outcome open(Envelope<?> command, Payment payment, List<LedgerEntry> postings, Envelope<?> answer) {
        Effect effect = effect(command, payment.orderId(), payment.updatedAt()).create(Json.tree(payment));
        postings.forEach(posting -> effect.create(posting.toDocument()));
        return effect.publish(answer, EVENTS).commit();
    }

    /** Writes a changed payment with its postings and the answer. */
    Effect.Outcome change(
            Envelope<?> command, Entry before, Payment after, List<LedgerEntry> postings, Envelope<?> answer) {
        Effect effect = effect(command, after.orderId(), after.updatedAt()).replace(Json.tree(after), before.etag());
        postings.forEach(posting -> effect.create(posting.toDocument()));
        return effect.publish(answer, EVENTS).commit();
    }

    /** Answers again what was decided before. */
    Effect.Outcome repeat(Envelope<?> command, OrderId orderId, Envelope<?> answer, Instant now) {
        return effect(command, orderId, now).publish(answer, EVENTS).commit();
    }

    private Effect effect(Envelope<?> command, OrderId orderId, Instant now) {
        return new Effect(store, orderId.value(), CONSUMER, command, now);
    }
}
