package dev.convoy.contracts.payment;

import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.PaymentId;
import dev.convoy.contracts.money.Amount;
import java.time.Instant;

/** The order was not and will not be charged. */
public record PaymentFailed(
        PaymentId paymentId, OrderId orderId, Amount amount, String failureReason, Instant failedAt) {}
