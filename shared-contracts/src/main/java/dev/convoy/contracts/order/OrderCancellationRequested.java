package dev.convoy.contracts.order;

import dev.convoy.contracts.id.OrderId;
import java.time.Instant;

/**
 * Someone wants the order cancelled; the saga decides. Published by the order API through the outbox of {@code orders}, with a
 * message id that follows from the order, so that asking twice is one message.
 *
 * @param reason one line for a person, such as {@code changed my mind}
 */
public record OrderCancellationRequested(OrderId orderId, String reason, Instant requestedAt) {

    private static final int LONGEST_REASON = 500;

    public OrderCancellationRequested {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("reason must be 1 to " + LONGEST_REASON + " characters");
        }
    }
}
