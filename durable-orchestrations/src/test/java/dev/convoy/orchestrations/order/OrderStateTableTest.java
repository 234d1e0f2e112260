package dev.convoy.orchestrations.order;

import static dev.convoy.orchestrations.order.Orders.NOON;
import static dev.convoy.orchestrations.order.Orders.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.order.Compensation;
import dev.convoy.contracts.order.Compensation.Undo;
import dev.convoy.contracts.order.OrderDocument;
import dev.convoy.orchestrations.order.OrderState.Cancelled;
import dev.convoy.orchestrations.order.OrderState.Compensating;
import dev.convoy.orchestrations.order.OrderState.Completed;
import dev.convoy.orchestrations.order.OrderState.NeedsAttention;
import dev.convoy.orchestrations.order.OrderState.Paid;
import dev.convoy.orchestrations.order.OrderState.Pending;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every state met by every step. A cell is the state that follows, {@code =} for "was taken before", {@code x} for "does not apply".
 * Brackets say what is owed: refund, then release, each - none, o owed, a asked for, d done, s settled by hand. {@code !} marks a
 * wish to cancel, {@code *} a payment that was asked for; Open is a cancelled order that a late answer reopened.
 */
class OrderStateTableTest {

    private static final String TABLE = """
            state         | RequestPayment | RequestInventory | CompleteOrder | NoteCancellation | CancelUnpaid | Unwind   | UnwindReserved | ConfirmRefund | ConfirmRelease | LateCharge | LateReservation | AskAgain | GiveUp   | Retry    | Settle
            Pending       | Pending        | Paid             | x             | Pending!         | Cancelled    | Comp[a-] | Comp[a-]       | x             | x              | x          | x               | x        | x        | x        | x
            Pending*      | =              | Paid             | x             | Pending!         | Cancelled    | Comp[a-] | Comp[a-]       | x             | x              | x          | x               | x        | x        | x        | x
            Pending!      | Pending!       | Paid!            | x             | =                | Cancelled    | Comp[a-] | Comp[a-]       | x             | x              | x          | x               | x        | x        | x        | x
            Paid          | x              | =                | Completed     | Paid!            | x            | Comp[a-] | Comp[oa]       | x             | x              | x          | x               | x        | x        | x        | x
            Paid!         | x              | =                | Completed     | =                | x            | Comp[a-] | Comp[oa]       | x             | x              | x          | x               | x        | x        | x        | x
            Comp[a-]      | x              | x                | x             | x                | x            | =        | =              | Cancelled[d-] | =              | =          | Comp[aa]        | Comp[a-] | Attn[a-] | x        | x
            Comp[oa]      | x              | x                | x             | x                | x            | =        | =              | =             | Comp[ad]       | =          | =               | Comp[oa] | Attn[oa] | x        | x
            Comp[aa]      | x              | x                | x             | x                | x            | =        | =              | Comp[da]      | Comp[ad]       | =          | =               | Comp[aa] | Attn[aa] | x        | x
            Comp[ad]      | x              | x                | x             | x                | x            | =        | =              | Cancelled[dd] | =              | =          | =               | Comp[ad] | Attn[ad] | x        | x
            Open[a-]      | x              | x                | x             | x                | x            | =        | =              | Cancelled[d-] | =              | =          | Open[aa]        | Open[a-] | Attn[a-] | x        | x
            Open[-a]      | x              | x                | x             | x                | x            | =        | =              | =             | Cancelled[-d]  | Open[oa]   | =               | Open[-a] | Attn[-a] | x        | x
            Open[da]      | x              | x                | x             | x                | x            | =        | =              | =             | Cancelled[dd]  | =          | =               | Open[da] | Attn[da] | x        | x
            Attn[a-]      | x              | x                | x             | x                | x            | =        | =              | Cancelled[d-] | =              | =          | Attn[aa]        | Attn[a-] | =        | Attn[a-] | Cancelled[s-]
            Attn[oa]      | x              | x                | x             | x                | x            | =        | =              | =             | Attn[ad]       | =          | =               | Attn[oa] | =        | Attn[oa] | Cancelled[ss]
            Attn[ad]      | x              | x                | x             | x                | x            | =        | =              | Cancelled[dd] | =              | =          | =               | Attn[ad] | =        | Attn[ad] | Cancelled[sd]
            Completed     | x              | x                | =             | x                | x            | x        | x              | x             | x              | x          | x               | x        | x        | x        | x
            Cancelled     | x              | x                | x             | x                | =            | =        | =              | =             | =              | Open[a-]   | Open[-a]        | =        | x        | x        | =
            Cancelled[d-] | x              | x                | x             | x                | =            | =        | =              | =             | =              | =          | Open[da]        | =        | x        | x        | =
            Cancelled[dd] | x              | x                | x             | x                | =            | =        | =              | =             | =              | =          | =               | =        | x        | x        | =
            """;

    private static final Cause CAUSE = new Cause("Something", null, "message-1");

    private static final Map<String, OrderDocument> STATES = states();
    private static final Map<String, SagaStep> STEPS = steps();

    @ParameterizedTest(name = "{0} met by {1} gives {2}")
    @MethodSource("cells")
    void every_step_meets_every_state_as_the_table_says(String state, String step, String expected) {
        Decision decision = StepDecider.decide(STATES.get(state), STEPS.get(step), NOON);

        assertThat(label(decision)).isEqualTo(expected);
    }

    @Test
    void the_table_has_a_column_for_every_kind_of_step() {
        List<Class<?>> kinds = STEPS.values().stream()
                .<Class<?>>map(Object::getClass)
                .distinct()
                .toList();

        assertThat(kinds).containsExactlyInAnyOrder(SagaStep.class.getPermittedSubclasses());
    }

    @ParameterizedTest(name = "{0} survives being written and read")
    @MethodSource("stateNames")
    void a_state_reads_back_from_the_document_it_was_written_to(String state) {
        OrderDocument order = STATES.get(state);
        var stored = new StoredOrder(Json.tree(order), "v1");
        var change = new Change(OrderState.of(order), NOON, List.of(), List.of(), List.of());

        var written = new StoredOrder(ChangedOrder.document(stored, change), "v2").order();

        assertThat(OrderState.of(written)).isEqualTo(OrderState.of(order));
        assertThat(written).isEqualTo(order);
    }

    static Stream<String> stateNames() {
        return STATES.keySet().stream();
    }

    static Stream<Arguments> cells() {
        List<List<String>> rows = TABLE.lines()
                .map(line -> Arrays.stream(line.split("\\|")).map(String::trim).toList())
                .toList();
        List<String> header = rows.getFirst();
        return rows.stream().skip(1).flatMap(row -> Stream.iterate(1, i -> i < row.size(), i -> i + 1)
                .map(i -> Arguments.of(row.getFirst(), header.get(i), row.get(i))));
    }

    private static String label(Decision decision) {
        return switch (decision) {
            case Decision.Move move -> label(move.change().next());
            case Decision.Repeat r -> "=";
            case Decision.Pass p -> "x";
        };
    }

    private static String label(OrderState state) {
        return switch (state) {
            case Pending s -> s.cancellation().isPresent() ? "Pending!" : "Pending";
            case Paid s -> s.cancellation().isPresent() ? "Paid!" : "Paid";
            case Compensating s -> (s.cancelledAt().isPresent() ? "Open" : "Comp") + label(s.owed());
            case NeedsAttention s -> "Attn" + label(s.owed());
            case Completed s -> "Completed";
            case Cancelled s ->
                "Cancelled" + s.undone().map(OrderStateTableTest::label).orElse("");
        };
    }

    private static String label(Compensation owed) {
        return "[" + letter(owed.refund()) + letter(owed.release()) + "]";
    }

    private static char letter(Undo undo) {
        return undo == Undo.None ? '-' : Character.toLowerCase(undo.name().charAt(0));
    }

    private static Compensation owed(String letters) {
        return new Compensation(undo(letters.charAt(0)), undo(letters.charAt(1)), 1);
    }

    private static Undo undo(char letter) {
        return Arrays.stream(Undo.values())
                .filter(undo -> letter(undo) == letter)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, OrderDocument> states() {
        Map<String, OrderDocument> states = new LinkedHashMap<>();
        states.put("Pending", Orders.pending(ORDER));
        states.put("Pending*", Orders.pendingAfterRequest());
        states.put("Pending!", Orders.pendingToBeCancelled());
        states.put("Paid", Orders.paid());
        states.put("Paid!", Orders.paidToBeCancelled());
        Stream.of("a-", "oa", "aa", "ad").forEach(o -> states.put("Comp[" + o + "]", Orders.compensating(owed(o))));
        Stream.of("a-", "-a", "da").forEach(o -> states.put("Open[" + o + "]", Orders.reopened(owed(o))));
        Stream.of("a-", "oa", "ad").forEach(o -> states.put("Attn[" + o + "]", Orders.needsAttention(owed(o))));
        states.put("Completed", Orders.completed());
        states.put("Cancelled", Orders.cancelled(null));
        Stream.of("d-", "dd").forEach(o -> states.put("Cancelled[" + o + "]", Orders.cancelled(owed(o))));
        return states;
    }

    private static Map<String, SagaStep> steps() {
        Map<String, SagaStep> steps = new LinkedHashMap<>();
        steps.put("RequestPayment", new SagaStep.RequestPayment(ORDER));
        steps.put("RequestInventory", new SagaStep.RequestInventory(ORDER, CAUSE));
        steps.put("CompleteOrder", new SagaStep.CompleteOrder(ORDER, CAUSE));
        steps.put("NoteCancellation", new SagaStep.NoteCancellation(ORDER, "no longer wanted", CAUSE));
        steps.put("CancelUnpaid", new SagaStep.CancelUnpaid(ORDER, "declined", CAUSE));
        steps.put("Unwind", new SagaStep.Unwind(ORDER, "out of stock", false, CAUSE));
        steps.put("UnwindReserved", new SagaStep.Unwind(ORDER, "no longer wanted", true, CAUSE));
        steps.put("ConfirmRefund", new SagaStep.ConfirmRefund(ORDER, CAUSE));
        steps.put("ConfirmRelease", new SagaStep.ConfirmRelease(ORDER, CAUSE));
        steps.put("LateCharge", new SagaStep.RecordLateCharge(ORDER, CAUSE));
        steps.put("LateReservation", new SagaStep.RecordLateReservation(ORDER, CAUSE));
        steps.put("AskAgain", new SagaStep.AskAgain(ORDER, 2));
        steps.put("GiveUp", new SagaStep.GiveUp(ORDER));
        steps.put("Retry", new SagaStep.RetryByOperator(ORDER, 2, "eve", null));
        steps.put("Settle", new SagaStep.SettleByOperator(ORDER, "eve", null));
        return steps;
    }
}
