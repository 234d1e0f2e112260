package dev.convoy.orchestrations.order;

import static dev.convoy.orchestrations.order.Orders.NOON;
import static dev.convoy.orchestrations.order.Orders.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.order.Compensation;
import dev.convoy.contracts.order.Compensation.Undo;
import dev.convoy.contracts.order.OrderDocument;
import dev.convoy.contracts.order.OrderStatus;
import dev.convoy.contracts.order.TimelineEntry;
import dev.convoy.contracts.outbox.OutboxEntry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the table of states does not show: what leaves, what is remembered, and that repeating is told from asking on. */
class StepDeciderTest {

    private static final Compensation ASKED_ONCE = new Compensation(Undo.Asked, Undo.None, 1);

    @Test
    void payment_is_asked_for_although_something_else_happened_before() {
        ObjectNode document = Json.tree(Orders.pending(ORDER));
        document.set("timeline", Json.mapper().valueToTree(List.of(entry("OrderCreated"))));
        OrderDocument created = new StoredOrder(document, "v1").order();

        Change change = move(created, new SagaStep.RequestPayment(ORDER));

        assertThat(change.messages()).extracting(OutboxEntry::subject).containsExactly("OrderPaymentRequested");
        assertThat(change.messages().getFirst().destination().entity()).isEqualTo("payment-commands");
    }

    @Test
    void a_round_that_was_asked_is_not_asked_again_and_the_next_one_is() {
        OrderDocument owing = Orders.compensating(ASKED_ONCE);

        assertThat(StepDecider.decide(owing, new SagaStep.AskAgain(ORDER, 1), NOON))
                .isInstanceOf(Decision.Repeat.class);
        assertThat(move(owing, new SagaStep.AskAgain(ORDER, 2)).messages())
                .extracting(OutboxEntry::subject)
                .containsExactly("RefundPayment");
    }

    @Test
    void an_operators_retry_of_a_round_that_was_asked_is_a_repetition() {
        OrderDocument stuck = Orders.needsAttention(ASKED_ONCE);

        assertThat(StepDecider.decide(stuck, new SagaStep.RetryByOperator(ORDER, 1, "eve", null), NOON))
                .isInstanceOf(Decision.Repeat.class);
    }

    @Test
    void what_an_operator_did_is_in_the_timeline_and_on_record() {
        OrderDocument stuck = Orders.needsAttention(ASKED_ONCE);

        Change retried = move(stuck, new SagaStep.RetryByOperator(ORDER, 2, "eve", "gateway is back"));
        Change settled = move(stuck, new SagaStep.SettleByOperator(ORDER, "eve", "in cash"));

        assertThat(retried.timeline()).contains(new TimelineEntry("OperatorRetry", NOON, "eve"));
        assertThat(retried.audit()).containsExactly(new AuditEntry("retry-2", "retry", "eve", "gateway is back", NOON));
        assertThat(settled.timeline()).contains(new TimelineEntry("OperatorSettle", NOON, "eve"));
        assertThat(settled.audit()).containsExactly(new AuditEntry("settle-1", "settle", "eve", "in cash", NOON));
        assertThat(settled.messages()).extracting(OutboxEntry::subject).containsExactly("OrderCancelled");
    }

    @ParameterizedTest
    @MethodSource("states")
    void a_state_is_written_whole_whatever_the_document_said_before(OrderDocument order) {
        OrderState state = OrderState.of(order);
        var before = new StoredOrder(Json.tree(Orders.pending(ORDER)), "v1");

        OrderDocument written = new StoredOrder(
                        ChangedOrder.document(before, new Change(state, NOON, List.of(), List.of(), List.of())), "v2")
                .order();

        assertThat(OrderState.of(written)).isEqualTo(state);
        if (order.status() != OrderStatus.Completed) { // its payment was written when it was paid
            assertThat(written.paymentId()).isEqualTo(order.paymentId());
        }
        assertThat(written.reservationId()).isEqualTo(order.reservationId());
    }

    static Stream<OrderDocument> states() {
        return Stream.of(
                Orders.pending(ORDER),
                Orders.pendingToBeCancelled(),
                Orders.paid(),
                Orders.paidToBeCancelled(),
                Orders.completed(),
                Orders.cancelled(null),
                Orders.cancelled(new Compensation(Undo.Done, Undo.Done, 2)),
                Orders.compensating(ASKED_ONCE),
                Orders.compensating(new Compensation(Undo.Owed, Undo.Asked, 1)),
                Orders.needsAttention(ASKED_ONCE));
    }

    @Test
    void a_completed_order_has_no_reason_for_its_cancellation() {
        var wished = new StoredOrder(Json.tree(Orders.paidToBeCancelled()), "v1");

        OrderDocument written = new StoredOrder(
                        ChangedOrder.document(
                                wished, new Change(new OrderState.Completed(), NOON, List.of(), List.of(), List.of())),
                        "v2")
                .order();

        assertThat(written.cancellationReason()).isNull();
    }

    private static Change move(OrderDocument order, SagaStep step) {
        return ((Decision.Move) StepDecider.decide(order, step, NOON)).change();
    }

    private static TimelineEntry entry(String step) {
        return new TimelineEntry(step, NOON, null);
    }
}
