package dev.convoy.orchestrations.order;

import com.azure.cosmos.CosmosContainer;
import com.azure.cosmos.CosmosException;
import com.azure.cosmos.models.CosmosBatch;
import com.azure.cosmos.models.CosmosBatchItemRequestOptions;
import com.azure.cosmos.models.CosmosBatchResponse;
import com.azure.cosmos.models.CosmosItemResponse;
import com.azure.cosmos.models.PartitionKey;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.order.OrderDocument;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Orders in the Cosmos container {@code orders}: one point read, one conditional batch. Safe for use by several threads. */
public final class CosmosOrderBook implements OrderBook {

    private static final String PARTITION_KEY = "orderId";
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    /** What Cosmos adds to a document when it is read. */
    private static final List<String> SYSTEM_FIELDS = List.of("_rid", "_self", "_etag", "_attachments", "_ts");

    private final Supplier<CosmosContainer> orders;

    /** Orders in a container that is asked for when first needed. */
    public CosmosOrderBook(Supplier<CosmosContainer> orders) {
        this.orders = orders;
    }

    @Override
    public Optional<StoredOrder> find(OrderId orderId) {
        try {
            CosmosItemResponse<ObjectNode> response =
                    orders.get().readItem(orderId.value(), new PartitionKey(orderId.value()), ObjectNode.class);
            return Optional.of(new StoredOrder(withoutSystemFields(response.getItem()), response.getETag()));
        } catch (CosmosException e) {
            if (e.getStatusCode() == NOT_FOUND && e.getSubStatusCode() == 0) {
                return Optional.empty();
            }
            throw new OrderBookUnreachableException("read", orderId, e);
        }
    }

    @Override
    public void commit(StoredOrder before, Change change) {
        OrderDocument order = before.order();
        CosmosBatchResponse response = execute(order.orderId(), batch(before, change));
        if (response.isSuccessStatusCode()) {
            return;
        }
        switch (response.getStatusCode()) {
            // A conflict means that an outbox entry of this step exists: another taker of the same step was faster.
            case PRECONDITION_FAILED, CONFLICT -> throw new OrderChangedException(order.orderId());
            default -> throw new OrderBookUnreachableException("change", order.orderId(), response.getStatusCode());
        }
    }

    private static CosmosBatch batch(StoredOrder before, Change change) {
        String orderId = before.order().orderId().value();
        CosmosBatch batch = CosmosBatch.createCosmosBatch(new PartitionKey(orderId));
        batch.replaceItemOperation(
                orderId,
                ChangedOrder.document(before, change),
                new CosmosBatchItemRequestOptions().setIfMatchETag(before.etag()));
        change.messages().forEach(entry -> batch.createItemOperation(entry.toDocument(PARTITION_KEY, orderId)));
        change.audit().forEach(entry -> batch.createItemOperation(entry.toDocument(PARTITION_KEY, orderId)));
        return batch;
    }

    private CosmosBatchResponse execute(OrderId orderId, CosmosBatch batch) {
        try {
            return orders.get().executeCosmosBatch(batch);
        } catch (CosmosException e) {
            throw new OrderBookUnreachableException("change", orderId, e);
        }
    }

    private static ObjectNode withoutSystemFields(ObjectNode document) {
        document.remove(SYSTEM_FIELDS);
        return document;
    }
}
