package dev.convoy.contracts.order;

import dev.convoy.contracts.id.OrderId;
import java.time.Instant;

/**
 * A compensation of this order was asked for again and again and not confirmed: a person must look.
 *
 * @param outstanding what is not undone yet
 */
public record OrderNeedsAttention(OrderId orderId, String reason, Compensation outstanding, Instant since) {}
