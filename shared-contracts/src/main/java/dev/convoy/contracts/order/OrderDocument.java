package dev.convoy.contracts.order;

import dev.convoy.contracts.id.CustomerId;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.money.Amount;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as it lies in the container {@code orders}: inserted by the order API as Pending, changed afterwards by activities of
 * the saga only, each change conditional on the status it expects.
 *
 * @param id the order id again: Cosmos wants it under this name
 * @param kind always {@value #KIND}; other kinds share the partition
 * @param clientId who may see the order
 * @param requestDigest SHA-256 of the canonical request, tells a repeated request from a misused idempotency key
 * @param paymentId known once the order was charged; needed for a refund
 * @param reservationId known once stock was reserved; needed for a release
 * @param compensation what must be undone or was, once something must
 * @param cancelledAt when the order was first cancelled and that was published; stays if a late answer reopens the books
 */
public record OrderDocument(
        String id,
        OrderId orderId,
        String kind,
        String clientId,
        CustomerId customerId,
        List<OrderLine> items,
        Amount totalAmount,
        String currency,
        String paymentToken,
        OrderStatus status,
        @Nullable String cancellationReason,
        @Nullable String paymentId,
        @Nullable String reservationId,
        @Nullable Compensation compensation,
        @Nullable Instant cancelledAt,
        List<TimelineEntry> timeline,
        String requestDigest,
        String correlationId,
        @Nullable String traceparent,
        Instant createdAt,
        Instant updatedAt) {

    public static final String KIND = "order";

    public OrderDocument {
        items = List.copyOf(items);
        timeline = List.copyOf(timeline);
    }

    @Override
    public String toString() {
        return "OrderDocument[orderId=" + orderId + ", status=" + status + "]"; // the payment token is a secret
    }
}
