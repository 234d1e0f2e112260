package dev.convoy.contracts.order;

import dev.convoy.contracts.id.OrderId;
import java.time.Instant;

/** The order is paid and its stock reserved: final. */
public record OrderCompleted(OrderId orderId, Instant completedAt) {}
