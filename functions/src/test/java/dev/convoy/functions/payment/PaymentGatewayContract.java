package dev.convoy.functions.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.contracts.money.Amount;
import dev.convoy.functions.payment.PaymentGateway.Charge;
import dev.convoy.functions.payment.PaymentGateway.ChargeOutcome;
import dev.convoy.functions.payment.PaymentGateway.Refund;
import dev.convoy.functions.payment.PaymentGateway.RefundOutcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every gateway must do; each implementation runs it. */
abstract class PaymentGatewayContract {

    abstract PaymentGateway gateway();

    /** A token that the gateway charges. */
    abstract String goodToken();

    @Test
    void the_same_key_gets_the_same_answer() {
        ChargeOutcome first = gateway().charge(charge("k1"));

        assertThat(gateway().charge(charge("k1"))).isEqualTo(first).isInstanceOf(ChargeOutcome.Charged.class);
    }

    @Test
    void a_charge_is_refunded_by_key_alone() {
        gateway().charge(charge("k2"));

        assertThat(gateway().refund(new Refund("r2", "k2", Optional.empty(), Amount.of("5.00"))))
                .isEqualTo(RefundOutcome.REFUNDED);
    }

    @Test
    void what_was_never_charged_is_not_refunded() {
        assertThat(gateway().refund(new Refund("r3", "k3", Optional.empty(), Amount.of("5.00"))))
                .isEqualTo(RefundOutcome.NOTHING_CHARGED);
    }

    private Charge charge(String key) {
        return new Charge(key, goodToken(), Amount.of("5.00"));
    }
}
