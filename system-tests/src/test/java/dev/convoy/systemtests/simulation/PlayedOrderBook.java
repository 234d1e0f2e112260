package dev.convoy.systemtests.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.functions.platform.store.CommitOutcome;
import dev.convoy.functions.platform.store.StoreUnreachableException;
import dev.convoy.functions.platform.store.Write;
import dev.convoy.orchestrations.order.Change;
import dev.convoy.orchestrations.order.ChangedOrder;
import dev.convoy.orchestrations.order.OrderBook;
import dev.convoy.orchestrations.order.OrderBookUnreachableException;
import dev.convoy.orchestrations.order.OrderChangedException;
import dev.convoy.orchestrations.order.StoredOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The saga's side of the container of orders. Confined to one thread. */
final class PlayedOrderBook implements OrderBook {

    private static final String PARTITION_KEY = "orderId";

    private final PlayedStore orders;

    PlayedOrderBook(PlayedStore orders) {
        this.orders = orders;
    }

    @Override
    public Optional<StoredOrder> find(OrderId orderId) {
        try {
            return orders.read(orderId.value(), orderId.value())
                    .map(stored -> new StoredOrder(stored.content(), stored.etag()));
        } catch (StoreUnreachableException e) {
            throw new OrderBookUnreachableException("read", orderId, e);
        }
    }

    @Override
    public void commit(StoredOrder before, Change change) {
        OrderId orderId = before.order().orderId();
        List<Write> writes = new ArrayList<>();
        ObjectNode after = ChangedOrder.document(before, change);
        writes.add(new Write.Replace(after, before.etag()));
        change.messages()
                .forEach(entry -> writes.add(new Write.Create(entry.toDocument(PARTITION_KEY, orderId.value()))));
        try {
            if (orders.commit(orderId.value(), writes) instanceof CommitOutcome.Refused) {
                throw new OrderChangedException(orderId);
            }
        } catch (StoreUnreachableException e) {
            throw new OrderBookUnreachableException("change", orderId, e);
        }
    }
}
