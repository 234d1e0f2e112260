package dev.convoy.orchestrations.ordersaga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.contracts.order.Compensation.Undo;
import dev.convoy.contracts.order.OrderStatus;
import dev.convoy.contracts.outbox.OutboxEntry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OrderSagaTest {

    private final SagaRun run = new SagaRun();

    @Test
    void a_paid_and_reserved_order_completes() {
        run.created().paid().reserved();

        assertThat(run.status()).isEqualTo(OrderStatus.Completed);
        assertThat(run.sent()).containsExactly("OrderPaymentRequested", "OrderInventoryRequested", "OrderCompleted");
        assertThat(run.timeline())
                .containsExactly(
                        "OrderPaymentRequested",
                        "PaymentSucceeded",
                        "OrderInventoryRequested",
                        "InventoryReserved",
                        "OrderCompleted");
        assertThat(run.saga()).isEqualTo("\"Completed\"");
    }

    @Test
    void a_happy_order_takes_three_activities() {
        run.created().paid().reserved();

        assertThat(run.hub.instance("order-1").orElseThrow().activitiesAskedFor())
                .containsExactly("RequestPayment", "RequestInventory", "CompleteOrder");
    }

    @Test
    void a_declined_order_is_cancelled_and_inventory_is_never_asked() {
        run.created().declined();

        assertThat(run.status()).isEqualTo(OrderStatus.Cancelled);
        assertThat(run.order().cancellationReason()).isEqualTo("payment failed: declined");
        assertThat(run.sent()).containsExactly("OrderPaymentRequested", "OrderCancelled");
        assertThat(run.saga()).isEqualTo("\"Cancelled\"");
    }

    @Test
    void an_order_out_of_stock_is_refunded_and_then_cancelled() {
        run.created().paid().outOfStock();

        assertThat(run.status()).isEqualTo(OrderStatus.Paid);

        run.refunded();

        assertThat(run.status()).isEqualTo(OrderStatus.Cancelled);
        assertThat(run.sent())
                .containsExactly("OrderPaymentRequested", "OrderInventoryRequested", "RefundPayment", "OrderCancelled");
        assertThat(run.order().compensation().refund()).isEqualTo(Undo.Done);
        assertThat(run.order().compensation().release()).isEqualTo(Undo.None);
    }

    @Test
    void an_answer_before_the_saga_waits_for_it_is_kept() {
        run.paidUnnoticed().created().reserved();

        assertThat(run.status()).isEqualTo(OrderStatus.Completed);
    }

    @Test
    void answers_that_come_twice_change_nothing() {
        run.created().paid().paid().reserved().reserved().paid();

        assertThat(run.status()).isEqualTo(OrderStatus.Completed);
        assertThat(run.sent()).containsExactly("OrderPaymentRequested", "OrderInventoryRequested", "OrderCompleted");
        assertThat(run.repair()).isEqualTo("none");
    }

    @Test
    void an_order_created_twice_runs_one_saga() {
        run.created().created().paid().reserved().created();

        assertThat(run.hub.instances()).hasSize(1);
        assertThat(run.sent()).containsExactly("OrderPaymentRequested", "OrderInventoryRequested", "OrderCompleted");
    }

    @Test
    void no_answer_from_payment_cancels_at_the_deadline() {
        run.created().after(Duration.ofSeconds(119));

        assertThat(run.status()).isEqualTo(OrderStatus.Pending);

        run.after(Duration.ofSeconds(2));

        assertThat(run.status()).isEqualTo(OrderStatus.Cancelled);
        assertThat(run.timeline()).containsExactly("OrderPaymentRequested", "PaymentDeadlinePassed", "OrderCancelled");
    }

    @Test
    void a_charge_after_the_deadline_is_refunded_by_a_repair() {
        run.created().after(Duration.ofMinutes(3)).paid();

        assertThat(run.status()).isEqualTo(OrderStatus.Cancelled);
        assertThat(run.repair()).isEqualTo("running");

        run.refunded();

        assertThat(run.repair()).isEqualTo("\"Cancelled\"");
        assertThat(run.sent()).containsExactly("OrderPaymentRequested", "OrderCancelled", "RefundPayment");
        assertThat(run.order().compensation().refund()).isEqualTo(Undo.Done);
    }

    @Test
    void a_late_charge_that_is_told_again_after_its_refund_is_refunded_once() {
        run.created().after(Duration.ofMinutes(3)).paid().refunded().paid().refunded();

        assertThat(run.sent()).containsOnlyOnce("RefundPayment");
    }

    @Test
    void no_answer_from_inventory_refunds_at_the_deadline() {
        run.created().paid().after(Duration.ofMinutes(4)).refunded();

        assertThat(run.status()).isEqualTo(OrderStatus.Cancelled);
        assertThat(run.timeline()).contains("InventoryDeadlinePassed", "RefundPayment", "PaymentRefunded");
    }

    @Test
    void a_reservation_while_the_refund_is_under_way_is_released_by_the_same_saga() {
        run.created().paid().after(Duration.ofMinutes(4)).reserved();

        assertThat(run.sent()).endsWith("RefundPayment", "ReleaseInventory");

        run.refunded();

        assertThat(run.status()).isEqualTo(OrderStatus.Paid);

        run.released();

        assertThat(run.status()).isEqualTo(OrderStatus.Cancelled);
        assertThat(run.repair()).isEqualTo("none");
    }

    @Test
    void a_reservation_after_the_end_is_released_by_a_repair() {
        run.created().paid().after(Duration.ofMinutes(4)).refunded().reserved().released();

        assertThat(run.sent()).endsWith("OrderCancelled", "ReleaseInventory");
        assertThat(run.repair()).isEqualTo("\"Cancelled\"");
        assertThat(run.order().compensation().release()).isEqualTo(Undo.Done);
        assertThat(run.sent()).containsOnlyOnce("OrderCancelled");
    }

    @Test
    void a_cancellation_before_payment_answers_refunds_what_was_charged_and_spares_inventory() {
        run.created().cancellationRequested();

        assertThat(run.status()).isEqualTo(OrderStatus.Pending);
        assertThat(run.timeline()).contains("OrderCancellationRequested");

        run.paid().refunded();

        assertThat(run.status()).isEqualTo(OrderStatus.Cancelled);
        assertThat(run.order().cancellationReason()).isEqualTo("cancelled on request: changed my mind");
        assertThat(run.sent()).containsExactly("OrderPaymentRequested", "RefundPayment", "OrderCancelled");
    }

    @Test
    void a_cancellation_before_payment_fails_just_cancels() {
        run.created().cancellationRequested().declined();

        assertThat(run.status()).isEqualTo(OrderStatus.Cancelled);
        assertThat(run.order().cancellationReason()).isEqualTo("cancelled on request: changed my mind");
        assertThat(run.sent()).containsExactly("OrderPaymentRequested", "OrderCancelled");
    }

    @Test
    void a_cancellation_while_stock_is_asked_for_releases_first_and_refunds_then() {
        run.created().paid().cancellationRequested().reserved();

        assertThat(run.sent()).endsWith("OrderInventoryRequested", "ReleaseInventory");

        run.released();

        assertThat(run.sent()).endsWith("ReleaseInventory", "RefundPayment");

        run.refunded();

        assertThat(run.status()).isEqualTo(OrderStatus.Cancelled);
        assertThat(run.sent()).endsWith("RefundPayment", "OrderCancelled");
    }

    @Test
    void a_cancellation_that_comes_first_starts_the_saga_of_its_order() {
        run.cancellationRequested().paid().refunded();

        assertThat(run.status()).isEqualTo(OrderStatus.Cancelled);
    }

    @Test
    void a_cancellation_after_completion_changes_nothing() {
        run.created().paid().reserved().cancellationRequested();

        assertThat(run.status()).isEqualTo(OrderStatus.Completed);
        assertThat(run.timeline()).doesNotContain("OrderCancellationRequested");
    }

    @Test
    void an_unanswered_refund_is_asked_for_again_with_growing_patience() {
        run.created().paid().outOfStock().after(Duration.ofSeconds(11)).after(Duration.ofSeconds(18));

        assertThat(run.sent()).filteredOn("RefundPayment"::equals).hasSize(2);

        run.after(Duration.ofSeconds(3));

        assertThat(run.sent()).filteredOn("RefundPayment"::equals).hasSize(3);
        assertThat(run.book.outbox().stream().map(OutboxEntry::messageId)).doesNotHaveDuplicates();
    }

    @Test
    void a_refund_that_is_never_answered_calls_for_a_person() {
        run.created().paid().outOfStock();
        run.after(Duration.ofSeconds(11)).after(Duration.ofSeconds(21)).after(Duration.ofSeconds(41));

        assertThat(run.status()).isEqualTo(OrderStatus.NeedsAttention);
        assertThat(run.sent()).endsWith("OrderNeedsAttention");
        assertThat(run.saga()).isEqualTo("running");
    }

    @Test
    void an_order_that_called_for_a_person_is_left_alone() {
        a_refund_that_is_never_answered_calls_for_a_person();
        int sent = run.sent().size();

        run.after(Duration.ofDays(7));

        assertThat(run.status()).isEqualTo(OrderStatus.NeedsAttention);
        assertThat(run.sent()).hasSize(sent);
    }

    @Test
    void a_confirmation_after_the_call_for_a_person_ends_it() {
        a_refund_that_is_never_answered_calls_for_a_person();

        run.refunded();

        assertThat(run.status()).isEqualTo(OrderStatus.Cancelled);
        assertThat(run.saga()).isEqualTo("\"Cancelled\"");
    }

    @Test
    void an_operator_has_it_asked_again() {
        a_refund_that_is_never_answered_calls_for_a_person();

        run.hub.raise("order-1", SignalNames.OPERATOR_RETRY, new OperatorSignal("eve", "payment is back"));
        run.hub.drain();

        assertThat(run.sent()).filteredOn("RefundPayment"::equals).hasSize(4);
        assertThat(run.book.audit()).containsExactly("retry by eve");

        run.refunded();

        assertThat(run.status()).isEqualTo(OrderStatus.Cancelled);
    }

    @Test
    void an_operator_settles_it_by_hand() {
        a_refund_that_is_never_answered_calls_for_a_person();

        run.hub.raise("order-1", SignalNames.OPERATOR_SETTLE, new OperatorSignal("eve", "paid back in cash"));
        run.hub.drain();

        assertThat(run.status()).isEqualTo(OrderStatus.Cancelled);
        assertThat(run.order().compensation().refund()).isEqualTo(Undo.Settled);
        assertThat(run.sent()).endsWith("OrderNeedsAttention", "OrderCancelled");
        assertThat(run.book.audit()).containsExactly("settle by eve");
        assertThat(run.saga()).isEqualTo("\"Cancelled\"");
    }

    @Test
    void a_deadline_of_weeks_is_kept() {
        var patient = new SagaPolicy(Duration.ofDays(30), Duration.ofDays(30), Duration.ofSeconds(10), 1);
        run.hub.start(new SagaStart(SagaRun.ORDER, patient));
        run.hub.drain();
        for (int day = 0; day < 29; day++) {
            run.after(Duration.ofDays(1));
        }

        assertThat(run.status()).isEqualTo(OrderStatus.Pending);

        run.after(Duration.ofDays(1).plusSeconds(1));

        assertThat(run.status()).isEqualTo(OrderStatus.Cancelled);
    }
}
