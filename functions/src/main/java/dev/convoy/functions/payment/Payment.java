package dev.convoy.functions.payment;

import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.PaymentId;
import dev.convoy.contracts.id.RefundId;
import dev.convoy.contracts.money.Amount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The one payment of an order, as it lies in the container {@code payments}.
 *
 * @param id the payment id: Cosmos wants it under this name
 * @param gatewayReference the gateway's name for the charge
 */
record Payment(
        PaymentId id,
        OrderId orderId,
        String kind,
        PaymentStatus status,
        Amount amount,
        @Nullable String failureReason,
        @Nullable String gatewayReference,
        @Nullable RefundId refundId,
        Instant createdAt,
        Instant updatedAt) {

    static final String KIND = "payment";

    static Payment succeeded(OrderId orderId, Amount amount, String reference, Instant now) {
        return new Payment(
                PaymentId.of(orderId), orderId, KIND, PaymentStatus.Succeeded, amount, null, reference, null, now, now);
    }

    static Payment failed(OrderId orderId, Amount amount, String reason, Instant now) {
        return new Payment(
                PaymentId.of(orderId), orderId, KIND, PaymentStatus.Failed, amount, reason, null, null, now, now);
    }

    static Payment voided(OrderId orderId, Amount amount, String reason, Instant now) {
        return new Payment(
                PaymentId.of(orderId), orderId, KIND, PaymentStatus.Voided, amount, reason, null, null, now, now);
    }

    Payment refunded(Instant now) {
        if (status != PaymentStatus.Succeeded) {
            throw new IllegalStateException("payment " + id + " is " + status + " and cannot be refunded");
        }
        return new Payment(
                id,
                orderId,
                kind,
                PaymentStatus.Refunded,
                amount,
                null,
                gatewayReference,
                RefundId.of(orderId),
                createdAt,
                now);
    }
}
