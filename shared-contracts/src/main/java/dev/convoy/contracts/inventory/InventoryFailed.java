package dev.convoy.contracts.inventory;

import dev.convoy.contracts.id.OrderId;
import java.time.Instant;
import java.util.List;

/** Nothing is held for the order, since some items are short. */
public record InventoryFailed(OrderId orderId, String failureReason, List<FailedItem> failedItems, Instant failedAt) {

    public InventoryFailed {
        failedItems = List.copyOf(failedItems);
    }
}
