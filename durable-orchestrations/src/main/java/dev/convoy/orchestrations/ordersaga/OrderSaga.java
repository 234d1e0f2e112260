package dev.convoy.orchestrations.ordersaga;

import static dev.convoy.orchestrations.ordersaga.SignalNames.CANCELLATION_REQUESTED;
import static dev.convoy.orchestrations.ordersaga.SignalNames.INVENTORY_FAILED;
import static dev.convoy.orchestrations.ordersaga.SignalNames.INVENTORY_RESERVED;
import static dev.convoy.orchestrations.ordersaga.SignalNames.PAYMENT_FAILED;
import static dev.convoy.orchestrations.ordersaga.SignalNames.PAYMENT_SUCCEEDED;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.orchestrations.hub.Payloads;
import dev.convoy.orchestrations.order.Cause;
import dev.convoy.orchestrations.order.SagaStep;
import dev.convoy.orchestrations.order.StepOutcome;
import dev.convoy.orchestrations.order.StepOutcome.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The saga of one order, as an orchestration whose instance id is the order id. One execution or replay; confined to its thread.
 *
 * <pre>
 * RequestPayment ─► PaymentSucceeded ─► RequestInventory ─► InventoryReserved ─► CompleteOrder
 *                   PaymentFailed │                         InventoryFailed │
 *                   deadline      ▼                         deadline        ▼
 *                   CancelUnpaid                            Unwind ─► {@link Unwinding}
 * </pre>
 *
 * A cancellation is noted at once and acted upon when the outstanding answer is in or its deadline passes, so that what must be
 * undone is known.
 */
public final class OrderSaga {

    /** The orchestration's name. */
    public static final String NAME = "OrderSaga";

    private final TaskOrchestrationContext context;
    private final OrderId orderId;
    private final SagaPolicy policy;
    private final SagaInbox inbox;
    private final SagaSteps steps;
    private @Nullable String cancellation;

    private OrderSaga(TaskOrchestrationContext context, SagaStart start) {
        this.context = context;
        this.orderId = start.orderId();
        this.policy = start.policy();
        this.inbox = new SagaInbox(context);
        this.steps = new SagaSteps(context);
    }

    /** Runs or replays the saga; the output is the status the order ended in. */
    public static String run(TaskOrchestrationContext context) {
        SagaStart start = Payloads.read(context.getInput(JsonNode.class), SagaStart.class);
        return new OrderSaga(context, start).run().status().name();
    }

    private StepOutcome run() {
        StepOutcome asked = steps.take(new SagaStep.RequestPayment(orderId));
        if (asked.verdict() == Verdict.Overtaken) {
            return asked;
        }
        Optional<String> answer = await(PAYMENT_SUCCEEDED, PAYMENT_FAILED, policy.paymentDeadline());
        if (answer.isEmpty()) {
            return unpaid("no answer from payment", tooLate("PaymentDeadlinePassed", policy.paymentDeadline()));
        }
        Cause cause = take(answer.get());
        return cause.event().equals(PAYMENT_SUCCEEDED) ? charged(cause) : unpaid("payment failed", cause);
    }

    private StepOutcome unpaid(String reason, Cause cause) {
        return unwinding().settle(steps.take(new SagaStep.CancelUnpaid(orderId, because(reason, cause), cause)));
    }

    private StepOutcome charged(Cause cause) {
        if (cancellation != null) {
            return unwind(cancellation, false, cause);
        }
        StepOutcome paid = steps.take(new SagaStep.RequestInventory(orderId, cause));
        if (paid.verdict() == Verdict.Overtaken) {
            return paid;
        }
        Optional<String> answer = await(INVENTORY_RESERVED, INVENTORY_FAILED, policy.inventoryDeadline());
        if (answer.isEmpty()) {
            Cause late = tooLate("InventoryDeadlinePassed", policy.inventoryDeadline());
            return unwind(because("no answer from inventory", late), false, late);
        }
        Cause told = take(answer.get());
        return told.event().equals(INVENTORY_RESERVED)
                ? reserved(told)
                : unwind(because("out of stock", told), false, told);
    }

    private StepOutcome reserved(Cause cause) {
        return cancellation == null
                ? steps.take(new SagaStep.CompleteOrder(orderId, cause))
                : unwind(cancellation, true, cause);
    }

    private StepOutcome unwind(String reason, boolean reserved, Cause cause) {
        return unwinding().settle(steps.take(new SagaStep.Unwind(orderId, reason, reserved, cause)));
    }

    private Unwinding unwinding() {
        return new Unwinding(context, orderId, policy, inbox, steps);
    }

    /** The answer's name once one of the two is here, or nothing when the deadline passed before. */
    private Optional<String> await(String success, String failure, Duration deadline) {
        Task<Void> timer = context.createTimer(deadline);
        while (true) {
            if (inbox.has(CANCELLATION_REQUESTED)) {
                noteCancellation();
            } else if (inbox.has(success)) {
                return Optional.of(success);
            } else if (inbox.has(failure)) {
                return Optional.of(failure);
            } else if (timer.isDone()) {
                return Optional.empty();
            } else {
                inbox.awaitAny(List.of(success, failure, CANCELLATION_REQUESTED), List.of(timer));
            }
        }
    }

    private void noteCancellation() {
        Signal signal = inbox.take(CANCELLATION_REQUESTED, Signal.class);
        String reason = signal.reason() == null ? "cancelled on request" : "cancelled on request: " + signal.reason();
        cancellation = reason;
        var cause = new Cause(CANCELLATION_REQUESTED, signal.reason(), signal.messageId());
        steps.take(new SagaStep.NoteCancellation(orderId, reason, cause));
    }

    private Cause take(String name) {
        Signal signal = inbox.take(name, Signal.class);
        return new Cause(name, signal.reason(), signal.messageId());
    }

    private String because(String reason, Cause cause) {
        if (cancellation != null) {
            return cancellation;
        }
        return cause.detail() == null ? reason : reason + ": " + cause.detail();
    }

    private static Cause tooLate(String event, Duration deadline) {
        return new Cause(event, "waited " + deadline, null);
    }
}
