package dev.convoy.orchestrations.order;

import dev.convoy.contracts.id.CustomerId;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.PaymentId;
import dev.convoy.contracts.id.ProductId;
import dev.convoy.contracts.id.ReservationId;
import dev.convoy.contracts.money.Amount;
import dev.convoy.contracts.order.Compensation;
import dev.convoy.contracts.order.Compensation.Undo;
import dev.convoy.contracts.order.OrderDocument;
import dev.convoy.contracts.order.OrderLine;
import dev.convoy.contracts.order.OrderStatus;
import dev.convoy.contracts.order.TimelineEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders for tests. */
public final class Orders {

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    public static final OrderId ORDER = new OrderId("order-1");

    private Orders() {}

    /** As the order API inserts it. */
    public static OrderDocument pending(OrderId orderId) {
        return order(orderId, OrderStatus.Pending, null, null, null);
    }

    static OrderDocument pendingAfterRequest() {
        return withTimeline(pending(ORDER), List.of(new TimelineEntry("OrderPaymentRequested", NOON, null)));
    }

    static OrderDocument pendingToBeCancelled() {
        return order(ORDER, OrderStatus.Pending, "changed my mind", null, null);
    }

    static OrderDocument paid() {
        return order(ORDER, OrderStatus.Paid, null, null, null);
    }

    static OrderDocument paidToBeCancelled() {
        return order(ORDER, OrderStatus.Paid, "changed my mind", null, null);
    }

    static OrderDocument compensating(Compensation owed) {
        return order(ORDER, OrderStatus.Paid, "out of stock", owed, null);
    }

    static OrderDocument reopened(Compensation owed) {
        return order(ORDER, OrderStatus.Cancelled, "too late", owed, NOON);
    }

    static OrderDocument needsAttention(Compensation owed) {
        return order(ORDER, OrderStatus.NeedsAttention, "out of stock", owed, null);
    }

    static OrderDocument completed() {
        return order(ORDER, OrderStatus.Completed, null, null, null);
    }

    static OrderDocument cancelled(@Nullable Compensation undone) {
        return order(ORDER, OrderStatus.Cancelled, "too late", undone, NOON);
    }

    private static OrderDocument order(
            OrderId orderId,
            OrderStatus status,
            @Nullable String reason,
            @Nullable Compensation compensation,
            @Nullable Instant cancelledAt) {
        boolean charged = compensation == null
                ? status == OrderStatus.Paid || status == OrderStatus.Completed
                : compensation.refund() != Undo.None;
        boolean reserved = compensation == null ? status == OrderStatus.Completed : compensation.release() != Undo.None;
        return new OrderDocument(
                orderId.value(),
                orderId,
                OrderDocument.KIND,
                "client-1",
                new CustomerId("ada"),
                List.of(new OrderLine(new ProductId("pen"), 2, Amount.of("9.95"))),
                Amount.of("19.90"),
                "EUR",
                "tok-approve",
                status,
                reason,
                charged ? PaymentId.of(orderId).value() : null,
                reserved ? ReservationId.of(orderId).value() : null,
                compensation,
                cancelledAt,
                List.of(),
                "digest",
                "corr-1",
                null,
                NOON,
                NOON);
    }

    private static OrderDocument withTimeline(OrderDocument o, List<TimelineEntry> timeline) {
        return new OrderDocument(
                o.id(),
                o.orderId(),
                o.kind(),
                o.clientId(),
                o.customerId(),
                o.items(),
                o.totalAmount(),
                o.currency(),
                o.paymentToken(),
                o.status(),
                o.cancellationReason(),
                o.paymentId(),
                o.reservationId(),
                o.compensation(),
                o.cancelledAt(),
                timeline,
                o.requestDigest(),
                o.correlationId(),
                o.traceparent(),
                o.createdAt(),
                o.updatedAt());
    }
}
