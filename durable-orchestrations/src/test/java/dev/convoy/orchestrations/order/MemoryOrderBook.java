package dev.convoy.orchestrations.order;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.order.OrderDocument;
import dev.convoy.contracts.outbox.OutboxEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Orders in memory, with ETags and refused duplicates as in Cosmos. Guarded by its own lock. */
public final class MemoryOrderBook implements OrderBook {

    private final Map<OrderId, StoredOrder> orders = new LinkedHashMap<>();
    private final List<OutboxEntry> outbox = new ArrayList<>();
    private final Set<String> outboxIds = new HashSet<>();
    private final List<AuditEntry> audit = new ArrayList<>();
    private int version;

    /** Puts an order in, whatever was there. */
    public synchronized void put(OrderDocument order) {
        insert(Json.tree(order));
    }

    synchronized void insert(ObjectNode order) {
        orders.put(new OrderId(order.path("id").asText()), new StoredOrder(order, "v" + ++version));
    }

    @Override
    public synchronized Optional<StoredOrder> find(OrderId orderId) {
        return Optional.ofNullable(orders.get(orderId));
    }

    @Override
    public synchronized void commit(StoredOrder before, Change change) {
        OrderId orderId = before.order().orderId();
        StoredOrder now = find(orderId).orElseThrow();
        boolean known = change.messages().stream().anyMatch(entry -> outboxIds.contains(entry.messageId()));
        if (!now.etag().equals(before.etag()) || known) {
            throw new OrderChangedException(orderId);
        }
        ObjectNode document = ChangedOrder.document(before, change);
        orders.put(orderId, new StoredOrder(document, "v" + ++version));
        change.messages().forEach(entry -> {
            outbox.add(entry);
            outboxIds.add(entry.messageId());
        });
        audit.addAll(change.audit());
    }

    /** The order as contracts know it. */
    public synchronized OrderDocument order(OrderId orderId) {
        return find(orderId).orElseThrow().order();
    }

    /** Every message that ever left, in order. */
    public synchronized List<OutboxEntry> outbox() {
        return List.copyOf(outbox);
    }

    /** Operators' deeds, as {@code action by operator}. */
    public synchronized List<String> audit() {
        return audit.stream()
                .map(entry -> entry.action() + " by " + entry.operator())
                .toList();
    }
}
