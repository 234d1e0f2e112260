package dev.convoy.contracts.inventory;

import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.ReservationId;
import java.time.Instant;

/** What was held for the order is free again. */
public record InventoryReleased(ReservationId reservationId, OrderId orderId, Instant releasedAt) {}
