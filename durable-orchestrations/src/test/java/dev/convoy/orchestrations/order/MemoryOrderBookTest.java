package dev.convoy.orchestrations.order;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.outbox.OutboxEntry;
import java.util.List;

class MemoryOrderBookTest extends OrderBookContract {

    private final MemoryOrderBook book = new MemoryOrderBook();

    @Override
    protected OrderBook book() {
        return book;
    }

    @Override
    protected void insert(ObjectNode order) {
        book.insert(order);
    }

    @Override
    protected List<String> outbox(OrderId orderId) {
        return book.outbox().stream().map(OutboxEntry::messageId).toList();
    }
}
