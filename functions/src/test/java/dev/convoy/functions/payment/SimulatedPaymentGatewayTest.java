package dev.convoy.functions.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.contracts.money.Amount;
import dev.convoy.functions.payment.PaymentGateway.Charge;
import dev.convoy.functions.payment.PaymentGateway.ChargeOutcome;
import dev.convoy.functions.payment.PaymentGateway.Refund;
import dev.convoy.functions.payment.PaymentGateway.RefundOutcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulatedPaymentGatewayTest extends PaymentGatewayContract {

    private final SimulatedPaymentGateway gateway = new SimulatedPaymentGateway();

    @Override
    PaymentGateway gateway() {
        return gateway;
    }

    @Override
    String goodToken() {
        return "tok_approve";
    }

    @Test
    void a_flaky_token_fails_as_often_as_it_says() {
        Charge charge = new Charge("k", "tok_flaky_2", Amount.of("5.00"));

        assertThatThrownBy(() -> gateway.charge(charge)).isInstanceOf(GatewayUnreachableException.class);
        assertThatThrownBy(() -> gateway.charge(charge)).isInstanceOf(GatewayUnreachableException.class);
        assertThat(gateway.charge(charge)).isInstanceOf(ChargeOutcome.Charged.class);
    }

    @Test
    void a_timed_out_charge_did_happen() {
        Charge charge = new Charge("k", "tok_timeout_then_success", Amount.of("5.00"));

        assertThatThrownBy(() -> gateway.charge(charge)).isInstanceOf(GatewayUnreachableException.class);

        assertThat(gateway.refund(new Refund("r", "k", Optional.empty(), Amount.of("5.00"))))
                .isEqualTo(RefundOutcome.REFUNDED);
    }

    @Test
    void an_unknown_token_is_declined() {
        assertThat(gateway.charge(new Charge("k", "tok_nonsense", Amount.of("5.00"))))
                .isEqualTo(new ChargeOutcome.Declined("unknown payment token"));
    }

    @Test
    void a_stuck_refund_never_succeeds() {
        gateway.charge(new Charge("k", "tok_refund_stuck", Amount.of("5.00")));

        for (int attempt = 0; attempt < 20; attempt++) {
            assertThatThrownBy(() -> gateway.refund(new Refund("r", "k", Optional.empty(), Amount.of("5.00"))))
                    .isInstanceOf(GatewayUnreachableException.class);
        }
    }
}
