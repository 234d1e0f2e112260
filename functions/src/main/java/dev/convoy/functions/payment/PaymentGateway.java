package dev.convoy.functions.payment;

import dev.convoy.contracts.money.Amount;
import java.util.Optional;

/**
 * Whoever moves the money. Each call carries an idempotency key: asking again with the same key gives the same answer and
 * moves nothing twice.
 */
public interface PaymentGateway {

    /** A wish to take money. */
    record Charge(String idempotencyKey, String paymentToken, Amount amount) {
        @Override
        public String toString() {
            return "Charge[idempotencyKey=" + idempotencyKey + ", amount=" + amount + "]"; // the token is a secret
        }
    }

    /** What became of a charge. */
    sealed interface ChargeOutcome {

        /** @param reference the gateway's name for the charge */
        record Charged(String reference) implements ChargeOutcome {}

        record Declined(String reason) implements ChargeOutcome {}
    }

    /**
     * A wish to give back what was taken under a key.
     *
     * @param reference the gateway's name for the charge, if we ever learnt it
     */
    record Refund(String idempotencyKey, String chargeKey, Optional<String> reference, Amount amount) {}

    /** What became of a refund. */
    enum RefundOutcome {
        REFUNDED,
        /** There is no charge under that key. */
        NOTHING_CHARGED
    }

    /** @throws GatewayUnreachableException if there is no answer; the money may have moved, ask again with the same key */
    ChargeOutcome charge(Charge charge);

    /** @throws GatewayUnreachableException if there is no answer; the money may have moved, ask again with the same key */
    RefundOutcome refund(Refund refund);
}
