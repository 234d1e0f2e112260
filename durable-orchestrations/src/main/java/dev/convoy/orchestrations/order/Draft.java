package dev.convoy.orchestrations.order;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.EventIds;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.PaymentId;
import dev.convoy.contracts.id.ReservationId;
import dev.convoy.contracts.inventory.ItemQuantity;
import dev.convoy.contracts.order.Compensation;
import dev.convoy.contracts.order.Compensation.Undo;
import dev.convoy.contracts.order.OrderCancelled;
import dev.convoy.contracts.order.OrderCompleted;
import dev.convoy.contracts.order.OrderDocument;
import dev.convoy.contracts.order.OrderInventoryRequested;
import dev.convoy.contracts.order.OrderNeedsAttention;
import dev.convoy.contracts.order.OrderPaymentRequested;
import dev.convoy.contracts.order.RefundPayment;
import dev.convoy.contracts.order.ReleaseInventory;
import dev.convoy.contracts.order.TimelineEntry;
import dev.convoy.contracts.outbox.Destination;
import dev.convoy.contracts.outbox.OutboxEntry;
import dev.convoy.contracts.topology.Entities;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change in the making; used by one thread for one decision. Message ids follow from the order and the round of asking. */
final class Draft {

    private static final Destination EVENTS = new Destination(Entities.EVENTS);
    private static final Destination PAYMENT = new Destination(Entities.PAYMENT_COMMANDS);
    private static final Destination INVENTORY = new Destination(Entities.INVENTORY_COMMANDS);

    private final OrderDocument order;
    private final Instant now;
    private final @Nullable Cause cause;
    private final List<TimelineEntry> timeline = new ArrayList<>();
    private final List<OutboxEntry> messages = new ArrayList<>();
    private final List<AuditEntry> audit = new ArrayList<>();

    /** Begins with the cause, if there is one, as the first entry of the timeline. */
    Draft(OrderDocument order, Instant now, @Nullable Cause cause) {
        this.order = order;
        this.now = now;
        this.cause = cause;
        if (cause != null) {
            note(cause.event(), cause.detail());
        }
    }

    Decision to(OrderState next) {
        return new Decision.Move(new Change(next, now, timeline, messages, audit));
    }

    Draft requestPayment() {
        var data = new OrderPaymentRequested(
                order.orderId(), order.customerId(), order.totalAmount(), order.paymentToken());
        return send(PAYMENT, MessageTypes.ORDER_PAYMENT_REQUESTED, "", data);
    }

    Draft requestInventory() {
        List<ItemQuantity> items = order.items().stream()
                .map(line -> new ItemQuantity(line.productId(), line.quantity()))
                .toList();
        var data = new OrderInventoryRequested(order.orderId(), items);
        return send(INVENTORY, MessageTypes.ORDER_INVENTORY_REQUESTED, "", data);
    }

    Draft completed() {
        return send(EVENTS, MessageTypes.ORDER_COMPLETED, "", new OrderCompleted(order.orderId(), now));
    }

    /** Says so once, however often a late answer reopens the order. */
    Draft cancelled(String reason) {
        if (order.cancelledAt() != null) {
            return this;
        }
        return send(EVENTS, MessageTypes.ORDER_CANCELLED, "", new OrderCancelled(order.orderId(), reason, now));
    }

    /** Sends the commands that are asked for now and were not before. */
    Draft ask(@Nullable Compensation before, Compensation now, String reason) {
        if (now.release() == Undo.Asked && (before == null || before.release() != Undo.Asked)) {
            release(now.asks());
        }
        if (now.refund() == Undo.Asked && (before == null || before.refund() != Undo.Asked)) {
            refund(now.asks(), reason);
        }
        return this;
    }

    /** Sends every command that is asked for and not confirmed. */
    Draft askAgain(Compensation owed, String reason) {
        return ask(null, owed, reason);
    }

    Draft needsAttention(String reason, Compensation owed) {
        var data = new OrderNeedsAttention(order.orderId(), reason, owed, now);
        return send(EVENTS, MessageTypes.ORDER_NEEDS_ATTENTION, String.valueOf(owed.asks()), data);
    }

    Draft audited(String action, int ask, String operator, @Nullable String note) {
        note("Operator" + Character.toUpperCase(action.charAt(0)) + action.substring(1), operator);
        audit.add(new AuditEntry(action + "-" + ask, action, operator, note, now));
        return this;
    }

    private void refund(int ask, String reason) {
        var data = new RefundPayment(order.orderId(), PaymentId.of(order.orderId()), order.totalAmount(), reason);
        send(PAYMENT, MessageTypes.REFUND_PAYMENT, "ask-" + ask, data);
    }

    private void release(int ask) {
        var data = new ReleaseInventory(order.orderId(), ReservationId.of(order.orderId()));
        send(INVENTORY, MessageTypes.RELEASE_INVENTORY, "ask-" + ask, data);
    }

    private <T> Draft send(Destination destination, MessageType<T> type, String qualifier, T data) {
        String orderId = order.orderId().value();
        String causationId = cause == null ? null : cause.messageId();
        var envelope = new Envelope<>(
                EventIds.of(type, orderId, qualifier),
                type,
                orderId,
                now,
                order.traceparent(),
                order.correlationId(),
                causationId == null ? order.correlationId() : causationId,
                data);
        messages.add(OutboxEntry.of(envelope, destination));
        note(type.shortName(), null);
        return this;
    }

    private void note(String step, @Nullable String detail) {
        timeline.add(new TimelineEntry(step, now, detail));
    }
}
