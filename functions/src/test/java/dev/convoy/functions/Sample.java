package dev.convoy.functions;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.CustomerId;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.PaymentId;
import dev.convoy.contracts.id.ProductId;
import dev.convoy.contracts.id.RefundId;
import dev.convoy.contracts.id.ReservationId;
import dev.convoy.contracts.inventory.ItemQuantity;
import dev.convoy.contracts.money.Amount;
import dev.convoy.contracts.order.OrderCancelled;
import dev.convoy.contracts.order.OrderCompleted;
import dev.convoy.contracts.order.OrderCreated;
import dev.convoy.contracts.order.OrderInventoryRequested;
import dev.convoy.contracts.order.OrderLine;
import dev.convoy.contracts.order.OrderPaymentRequested;
import dev.convoy.contracts.order.RefundPayment;
import dev.convoy.contracts.order.ReleaseInventory;
import dev.convoy.contracts.payment.PaymentFailed;
import dev.convoy.contracts.payment.PaymentRefunded;
import dev.convoy.contracts.payment.PaymentSucceeded;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Commands as the saga sends them, at noon. */
public final class Sample {

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    public static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    public static final OrderId ORDER = new OrderId("ord-1");

    private Sample() {}

    public static Envelope<OrderPaymentRequested> charge(String messageId, String token) {
        return command(
                messageId,
                MessageTypes.ORDER_PAYMENT_REQUESTED,
                new OrderPaymentRequested(ORDER, new CustomerId("ada"), Amount.of("19.90"), token));
    }

    public static Envelope<RefundPayment> refund(String messageId) {
        return command(
                messageId,
                MessageTypes.REFUND_PAYMENT,
                new RefundPayment(ORDER, PaymentId.of(ORDER), Amount.of("19.90"), "out of stock"));
    }

    public static Envelope<OrderInventoryRequested> reserve(String messageId, ItemQuantity... items) {
        return reserve(ORDER, messageId, items);
    }

    public static Envelope<OrderInventoryRequested> reserve(OrderId order, String messageId, ItemQuantity... items) {
        return new Envelope<>(
                messageId,
                MessageTypes.ORDER_INVENTORY_REQUESTED,
                order.value(),
                NOON,
                null,
                order.value(),
                "cause",
                new OrderInventoryRequested(order, List.of(items)));
    }

    public static Envelope<ReleaseInventory> release(String messageId) {
        return release(ORDER, messageId);
    }

    public static Envelope<ReleaseInventory> release(OrderId order, String messageId) {
        return new Envelope<>(
                messageId,
                MessageTypes.RELEASE_INVENTORY,
                order.value(),
                NOON,
                null,
                order.value(),
                "cause",
                new ReleaseInventory(order, ReservationId.of(order)));
    }

    public static ItemQuantity pieces(String product, int quantity) {
        return new ItemQuantity(new ProductId(product), quantity);
    }

    /** A fact about the order at some time. */
    public static <T> Envelope<T> event(String id, MessageType<T> type, Instant time, T data) {
        return new Envelope<>(id, type, ORDER.value(), time, null, ORDER.value(), "cause", data);
    }

    public static Envelope<OrderCreated> created(String id, Instant time) {
        return event(
                id,
                MessageTypes.ORDER_CREATED,
                time,
                new OrderCreated(
                        ORDER,
                        new CustomerId("ada"),
                        Amount.of("19.90"),
                        "EUR",
                        "api",
                        List.of(new OrderLine(new ProductId("pen"), 2, Amount.of("9.95"))),
                        time));
    }

    public static Envelope<OrderCompleted> completed(String id, Instant time) {
        return event(id, MessageTypes.ORDER_COMPLETED, time, new OrderCompleted(ORDER, time));
    }

    public static Envelope<OrderCancelled> cancelled(String id, Instant time) {
        return event(id, MessageTypes.ORDER_CANCELLED, time, new OrderCancelled(ORDER, "out of stock", time));
    }

    public static Envelope<PaymentSucceeded> paid(String id, Instant time) {
        return event(
                id,
                MessageTypes.PAYMENT_SUCCEEDED,
                time,
                new PaymentSucceeded(PaymentId.of(ORDER), ORDER, Amount.of("19.90"), time));
    }

    public static Envelope<PaymentRefunded> refunded(String id, Instant time) {
        return event(
                id,
                MessageTypes.PAYMENT_REFUNDED,
                time,
                new PaymentRefunded(RefundId.of(ORDER), PaymentId.of(ORDER), ORDER, Amount.of("19.90"), time));
    }

    public static Envelope<PaymentFailed> paymentFailed(String id, Instant time) {
        return event(
                id,
                MessageTypes.PAYMENT_FAILED,
                time,
                new PaymentFailed(PaymentId.of(ORDER), ORDER, Amount.of("19.90"), "card declined", time));
    }

    private static <T> Envelope<T> command(String messageId, MessageType<T> type, T data) {
        return new Envelope<>(messageId, type, ORDER.value(), NOON, null, ORDER.value(), "cause", data);
    }
}
