package dev.convoy.systemtests.simulation;

import dev.convoy.contracts.money.Amount;
import dev.convoy.functions.payment.GatewayUnreachableException;
import dev.convoy.functions.payment.PaymentGateway;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** A gateway that counts real money. May not answer, before or after it moved some. Confined to one thread. */
final class PlayedGateway implements PaymentGateway {

    static final String DECLINED = "tok-decline";

    private final Chaos chaos;
    private final Map<String, Amount> charges = new HashMap<>();
    private final Map<String, Amount> refunds = new HashMap<>();

    PlayedGateway(Chaos chaos) {
        this.chaos = chaos;
    }

    @Override
    public ChargeOutcome charge(Charge charge) {
        mayFail("charge", charge.idempotencyKey());
        if (charge.paymentToken().equals(DECLINED)) {
            return new ChargeOutcome.Declined("declined");
        }
        charges.putIfAbsent(charge.idempotencyKey(), charge.amount());
        mayFail("charge", charge.idempotencyKey());
        return new ChargeOutcome.Charged("ref-" + charge.idempotencyKey());
    }

    @Override
    public RefundOutcome refund(Refund refund) {
        mayFail("refund", refund.idempotencyKey());
        if (!charges.containsKey(refund.chargeKey())) {
            return RefundOutcome.NOTHING_CHARGED;
        }
        refunds.putIfAbsent(refund.chargeKey(), refund.amount());
        mayFail("refund", refund.idempotencyKey());
        return RefundOutcome.REFUNDED;
    }

    /** What was taken and not given back. */
    BigDecimal kept() {
        return sum(charges).subtract(sum(refunds));
    }

    private static BigDecimal sum(Map<String, Amount> amounts) {
        return amounts.values().stream().map(Amount::value).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void mayFail(String operation, String key) {
        chaos.mayCrash("at " + operation);
        if (chaos.mishap()) {
            throw new GatewayUnreachableException(operation, key);
        }
    }
}
