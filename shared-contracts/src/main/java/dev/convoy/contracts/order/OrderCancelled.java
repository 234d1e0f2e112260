package dev.convoy.contracts.order;

import dev.convoy.contracts.id.OrderId;
import java.time.Instant;

/** The order is cancelled and nothing of it is left: final. */
public record OrderCancelled(OrderId orderId, String cancellationReason, Instant cancelledAt) {}
