package dev.convoy.functions.payment;

import static dev.convoy.functions.Sample.CLOCK;
import static dev.convoy.functions.Sample.ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.money.Amount;
import dev.convoy.functions.Published;
import dev.convoy.functions.Sample;
import dev.convoy.functions.payment.PaymentGateway.Charge;
import dev.convoy.functions.platform.store.InMemoryDocumentStore;
import dev.convoy.functions.platform.store.StoreUnreachableException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class PaymentHandlersTest {

    private final InMemoryDocumentStore store = new InMemoryDocumentStore("orderId");
    private final CountingGateway gateway = new CountingGateway();
    private final PaymentBook book = new PaymentBook(store);
    private final PaymentCommands commands = new PaymentCommands(
            null, new ChargePaymentHandler(book, gateway, CLOCK), new RefundPaymentHandler(book, gateway, CLOCK));

    @Test
    void an_approved_charge_is_answered_and_posted_on_both_sides() {
        commands.handle(Sample.charge("m1", "tok_approve"));

        Envelope<?> answer = Published.by(store).getFirst();
        assertThat(answer.dataAs(MessageTypes.PAYMENT_SUCCEEDED).orElseThrow().amount())
                .isEqualTo(Amount.of("19.90"));
        assertThat(answer.causationId()).isEqualTo("m1");
        assertThat(status()).isEqualTo(PaymentStatus.Succeeded);
        assertThat(ledger("gateway-receivable")).isEqualByComparingTo("19.90");
        assertThat(ledger("sales")).isEqualByComparingTo("-19.90");
    }

    @Test
    void a_declined_charge_is_answered_and_posts_nothing() {
        commands.handle(Sample.charge("m1", "tok_insufficient_funds"));

        var failed = Published.by(store)
                .getFirst()
                .dataAs(MessageTypes.PAYMENT_FAILED)
                .orElseThrow();
        assertThat(failed.failureReason()).isEqualTo("insufficient funds");
        assertThat(store.all("ledger")).isEmpty();
    }

    @Test
    void the_same_command_delivered_twice_charges_and_answers_once() {
        commands.handle(Sample.charge("m1", "tok_approve"));
        commands.handle(Sample.charge("m1", "tok_approve"));

        assertThat(Published.types(store)).containsExactly("PaymentSucceeded");
        assertThat(gateway.moved).isEqualByComparingTo("19.90");
        assertThat(store.all("ledger")).hasSize(2);
    }

    @Test
    void asking_again_in_another_message_charges_once_and_answers_again() {
        commands.handle(Sample.charge("m1", "tok_approve"));
        commands.handle(Sample.charge("m2", "tok_approve"));

        assertThat(Published.types(store)).containsExactly("PaymentSucceeded", "PaymentSucceeded");
        assertThat(Published.by(store)).extracting(Envelope::id).doesNotHaveDuplicates();
        assertThat(gateway.moved).isEqualByComparingTo("19.90");
    }

    @Test
    void a_refund_returns_the_charge_once_and_the_ledger_sums_to_zero_per_account() {
        commands.handle(Sample.charge("m1", "tok_approve"));
        commands.handle(Sample.refund("m2"));
        commands.handle(Sample.refund("m2"));
        commands.handle(Sample.refund("m3"));

        assertThat(Published.types(store))
                .containsExactlyInAnyOrder("PaymentSucceeded", "PaymentRefunded", "PaymentRefunded");
        assertThat(status()).isEqualTo(PaymentStatus.Refunded);
        assertThat(gateway.moved).isEqualByComparingTo("0");
        assertThat(ledger("gateway-receivable")).isEqualByComparingTo("0");
        assertThat(ledger("sales")).isEqualByComparingTo("0");
    }

    @Test
    void a_refund_before_its_charge_keeps_the_charge_from_being_made() {
        commands.handle(Sample.refund("m1"));
        commands.handle(Sample.charge("m2", "tok_approve"));

        assertThat(Published.types(store)).containsExactlyInAnyOrder("PaymentRefunded", "PaymentFailed");
        assertThat(gateway.moved).isEqualByComparingTo("0");
        assertThat(status()).isEqualTo(PaymentStatus.Voided);
    }

    @Test
    void a_charge_that_a_refund_overtook_at_the_gateway_is_given_back() {
        gateway.afterCharge = () -> commands.handle(Sample.refund("m2"));

        commands.handle(Sample.charge("m1", "tok_approve"));

        assertThat(status()).isEqualTo(PaymentStatus.Voided);
        assertThat(gateway.moved).isEqualByComparingTo("0");
        assertThat(Published.types(store)).containsExactlyInAnyOrder("PaymentRefunded", "PaymentFailed");
    }

    @Test
    void a_crash_between_gateway_and_batch_is_resumed_without_a_second_charge() {
        gateway.afterCharge = () -> {
            throw new StoreUnreachableException("crash", "here", new IllegalStateException());
        };
        assertThatThrownBy(() -> commands.handle(Sample.charge("m1", "tok_approve")))
                .isInstanceOf(StoreUnreachableException.class);
        gateway.afterCharge = () -> {};

        commands.handle(Sample.charge("m1", "tok_approve"));

        assertThat(gateway.moved).isEqualByComparingTo("19.90");
        assertThat(Published.types(store)).containsExactly("PaymentSucceeded");
    }

    @Test
    void a_refund_of_a_declined_charge_returns_nothing() {
        commands.handle(Sample.charge("m1", "tok_decline"));
        commands.handle(Sample.refund("m2"));

        var refunded = Published.by(store).stream()
                .flatMap(message -> message.dataAs(MessageTypes.PAYMENT_REFUNDED).stream())
                .findFirst()
                .orElseThrow();
        assertThat(refunded.amount()).isEqualTo(Amount.ZERO);
        assertThat(status()).isEqualTo(PaymentStatus.Failed);
    }

    private PaymentStatus status() {
        return book.find(ORDER).orElseThrow().payment().status();
    }

    private BigDecimal ledger(String account) {
        return book.ledger(ORDER).stream()
                .filter(entry -> entry.path("account").asText().equals(account))
                .map(entry -> new BigDecimal(entry.path("amount").asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Counts the money that really moved, once per key. */
    private static final class CountingGateway implements PaymentGateway {

        private final SimulatedPaymentGateway simulated = new SimulatedPaymentGateway();
        private final java.util.Set<String> keys = new java.util.HashSet<>();
        private BigDecimal moved = BigDecimal.ZERO;
        private Runnable afterCharge = () -> {};

        @Override
        public ChargeOutcome charge(Charge charge) {
            ChargeOutcome outcome = simulated.charge(charge);
            if (outcome instanceof ChargeOutcome.Charged && keys.add(charge.idempotencyKey())) {
                moved = moved.add(charge.amount().value());
            }
            Runnable hook = afterCharge;
            afterCharge = () -> {};
            hook.run();
            return outcome;
        }

        @Override
        public RefundOutcome refund(Refund refund) {
            RefundOutcome outcome = simulated.refund(refund);
            if (outcome == RefundOutcome.REFUNDED && keys.add(refund.idempotencyKey())) {
                moved = moved.subtract(refund.amount().value());
            }
            return outcome;
        }
    }
}
