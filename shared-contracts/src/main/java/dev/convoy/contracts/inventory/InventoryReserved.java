package dev.convoy.contracts.inventory;

import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.ReservationId;
import java.time.Instant;
import java.util.List;

/** All items of the order are held for it. */
public record InventoryReserved(
        ReservationId reservationId, OrderId orderId, List<ItemQuantity> items, Instant reservedAt) {

    public InventoryReserved {
        items = List.copyOf(items);
    }
}
