package dev.convoy.functions.order;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.EventIds;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.order.OrderCreated;
import dev.convoy.contracts.order.OrderDocument;
import dev.convoy.contracts.outbox.Destination;
import dev.convoy.contracts.outbox.OutboxEntry;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.platform.store.CommitOutcome;
import dev.convoy.functions.platform.store.DocumentPage;
import dev.convoy.functions.platform.store.DocumentQuery;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.Refusal;
import dev.convoy.functions.platform.store.StoredDocument;
import dev.convoy.functions.platform.store.Write;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All orders. Inserts each with its first event in one batch; changes none. Safe for use by several threads. */
public final class OrderBook {

    /** Where orders come from, as events say it. */
    private static final String CHANNEL = "api";

    private static final Destination EVENTS = new Destination(Entities.EVENTS);

    private final DocumentStore store;

    /** @param store the container {@code orders} */
    public OrderBook(DocumentStore store) {
        this.store = store;
    }

    /** An order and its version. */
    record Entry(OrderDocument order, String etag) {}

    /** Some orders, newest first. */
    record Page(List<OrderDocument> orders, Optional<String> continuation) {}

    /**
     * Stores the order and the event that starts its saga.
     *
     * @return false if an order of that id exists already
     * @throws dev.convoy.functions.platform.OutageException if the store does not answer; repeat with the same order
     */
    boolean insert(OrderDocument order) {
        String partition = order.orderId().value();
        ObjectNode event = OutboxEntry.of(created(order), EVENTS).toDocument(store.partitionKeyName(), partition);
        CommitOutcome outcome =
                store.commit(partition, List.of(new Write.Create(Json.tree(order)), new Write.Create(event)));
        return outcome instanceof CommitOutcome.Committed;
    }

    private static Envelope<OrderCreated> created(OrderDocument order) {
        String subject = order.orderId().value();
        return new Envelope<>(
                EventIds.of(MessageTypes.ORDER_CREATED, subject),
                MessageTypes.ORDER_CREATED,
                subject,
                order.createdAt(),
                order.traceparent(),
                order.correlationId(),
                order.correlationId(),
                new OrderCreated(
                        order.orderId(),
                        order.customerId(),
                        order.totalAmount(),
                        order.currency(),
                        CHANNEL,
                        order.items(),
                        order.createdAt()));
    }

    /** Publishes a message about an order without changing it; the same id is published once. */
    void announce(OrderId id, Envelope<?> message) {
        ObjectNode entry = OutboxEntry.of(message, EVENTS).toDocument(store.partitionKeyName(), id.value());
        CommitOutcome outcome = store.commit(id.value(), List.of(new Write.Create(entry)));
        if (outcome instanceof CommitOutcome.Refused(int index, Refusal reason) && reason != Refusal.EXISTS) {
            throw new IllegalStateException("announcing " + message.id() + " was refused: " + reason);
        }
    }

    /** The order, if there is one. */
    Optional<Entry> find(OrderId id) {
        return store.read(id.value(), id.value())
                .map(stored -> new Entry(stored.as(OrderDocument.class), stored.etag()));
    }

    /** Orders of a client: of a customer, in a status, or all. */
    Page list(OrderFilter filter) {
        Map<String, String> equal = new LinkedHashMap<>();
        equal.put("kind", OrderDocument.KIND);
        equal.put("clientId", filter.clientId());
        filter.customerId().ifPresent(customer -> equal.put("customerId", customer.value()));
        filter.status().ifPresent(status -> equal.put("status", status.name()));
        DocumentPage page = store.find(new DocumentQuery(
                Optional.empty(), equal, Optional.of("createdAt"), filter.pageSize(), filter.continuation()));
        List<OrderDocument> orders = page.documents().stream()
                .map((StoredDocument stored) -> stored.as(OrderDocument.class))
                .toList();
        return new Page(orders, page.continuation());
    }
}
