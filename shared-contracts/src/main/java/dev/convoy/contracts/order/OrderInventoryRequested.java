package dev.convoy.contracts.order;

import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.inventory.ItemQuantity;
import java.util.List;

/** Command to inventory: reserve all of these items or none. */
public record OrderInventoryRequested(OrderId orderId, List<ItemQuantity> items) {

    public OrderInventoryRequested {
        items = List.copyOf(items);
    }
}
