package dev.convoy.functions.payment;

import dev.convoy.contracts.id.OrderId;
import java.util.Optional;

/** The idempotency keys under which the gateway knows an order's charge and refund. Stateless. */
final class GatewayKeys {

    private GatewayKeys() {}

    static String charge(OrderId orderId) {
        return "charge-" + orderId;
    }

    static PaymentGateway.Refund refund(Payment payment) {
        return new PaymentGateway.Refund(
                "refund-" + payment.orderId(),
                charge(payment.orderId()),
                Optional.ofNullable(payment.gatewayReference()),
                payment.amount());
    }
}
