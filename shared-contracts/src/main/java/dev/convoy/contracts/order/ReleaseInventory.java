package dev.convoy.contracts.order;

import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.ReservationId;

/** Command to inventory: give back what this order holds, once. */
public record ReleaseInventory(OrderId orderId, ReservationId reservationId) {}
