package dev.convoy.contracts.order;

import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.PaymentId;
import dev.convoy.contracts.money.Amount;

/** Command to payment: give the money of this order back, once. */
public record RefundPayment(OrderId orderId, PaymentId paymentId, Amount amount, String reason) {}
