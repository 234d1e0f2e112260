package dev.convoy.contracts.payment;

import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.PaymentId;
import dev.convoy.contracts.money.Amount;
import java.time.Instant;

/** The order was charged. */
public record PaymentSucceeded(PaymentId paymentId, OrderId orderId, Amount amount, Instant processedAt) {}
