package dev.convoy.contracts.order;

import dev.convoy.contracts.id.CustomerId;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.money.Amount;

/** Command to payment: charge this order once. */
public record OrderPaymentRequested(OrderId orderId, CustomerId customerId, Amount amount, String paymentToken) {

    @Override
    public String toString() {
        return "OrderPaymentRequested[orderId=" + orderId + ", amount=" + amount + "]"; // the token is a secret
    }
}
