package dev.convoy.contracts.payment;

import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.PaymentId;
import dev.convoy.contracts.id.RefundId;
import dev.convoy.contracts.money.Amount;
import java.time.Instant;

/** The charge of the order was given back. */
public record PaymentRefunded(
        RefundId refundId, PaymentId paymentId, OrderId orderId, Amount amount, Instant refundedAt) {}
