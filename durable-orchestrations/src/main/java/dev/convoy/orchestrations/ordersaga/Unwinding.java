package dev.convoy.orchestrations.ordersaga;

import static dev.convoy.orchestrations.ordersaga.SignalNames.INVENTORY_RELEASED;
import static dev.convoy.orchestrations.ordersaga.SignalNames.INVENTORY_RESERVED;
import static dev.convoy.orchestrations.ordersaga.SignalNames.OPERATOR_RETRY;
import static dev.convoy.orchestrations.ordersaga.SignalNames.OPERATOR_SETTLE;
import static dev.convoy.orchestrations.ordersaga.SignalNames.PAYMENT_REFUNDED;
import static dev.convoy.orchestrations.ordersaga.SignalNames.PAYMENT_SUCCEEDED;

import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.order.OrderStatus;
import dev.convoy.orchestrations.order.Cause;
import dev.convoy.orchestrations.order.SagaStep;
import dev.convoy.orchestrations.order.StepOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way back of a saga: hears confirmations and late successes until nothing is owed, asks again with growing patience, and
 * calls for a person when asking does not help. Part of one orchestration; confined to its thread.
 */
final class Unwinding {

    private static final List<String> HEARD =
            List.of(PAYMENT_REFUNDED, INVENTORY_RELEASED, PAYMENT_SUCCEEDED, INVENTORY_RESERVED);
    private static final List<String> HEARD_FROM_OPERATORS = List.of(OPERATOR_SETTLE, OPERATOR_RETRY);

    private final TaskOrchestrationContext context;
    private final OrderId orderId;
    private final SagaPolicy policy;
    private final SagaInbox inbox;
    private final SagaSteps steps;
    private int round = 1;
    private @Nullable Task<Void> patience;

    Unwinding(TaskOrchestrationContext context, OrderId orderId, SagaPolicy policy, SagaInbox inbox, SagaSteps steps) {
        this.context = context;
        this.orderId = orderId;
        this.policy = policy;
        this.inbox = inbox;
        this.steps = steps;
    }

    /** Goes on from the outcome of the last step until nothing is owed. */
    StepOutcome settle(StepOutcome last) {
        StepOutcome outcome = last;
        while (true) {
            Optional<SagaStep> next = next(outcome);
            if (next.isPresent()) {
                outcome = steps.take(next.get());
            } else if (!outcome.stillOwes()) {
                return outcome;
            } else {
                awaitAnything(outcome);
            }
        }
    }

    private Optional<SagaStep> next(StepOutcome outcome) {
        if (inbox.has(PAYMENT_REFUNDED)) {
            return progress(new SagaStep.ConfirmRefund(orderId, take(PAYMENT_REFUNDED)));
        }
        if (inbox.has(INVENTORY_RELEASED)) {
            return progress(new SagaStep.ConfirmRelease(orderId, take(INVENTORY_RELEASED)));
        }
        if (inbox.has(PAYMENT_SUCCEEDED)) {
            return progress(new SagaStep.RecordLateCharge(orderId, take(PAYMENT_SUCCEEDED)));
        }
        if (inbox.has(INVENTORY_RESERVED)) {
            return progress(new SagaStep.RecordLateReservation(orderId, take(INVENTORY_RESERVED)));
        }
        return outcome.stillOwes() ? nextOfOwing(outcome) : Optional.empty();
    }

    private Optional<SagaStep> nextOfOwing(StepOutcome outcome) {
        if (needsAttention(outcome) && inbox.has(OPERATOR_SETTLE)) {
            OperatorSignal signal = inbox.takeOneOfMany(OPERATOR_SETTLE, OperatorSignal.class);
            return Optional.of(new SagaStep.SettleByOperator(orderId, signal.operator(), signal.note()));
        }
        if (needsAttention(outcome) && inbox.has(OPERATOR_RETRY)) {
            OperatorSignal signal = inbox.takeOneOfMany(OPERATOR_RETRY, OperatorSignal.class);
            return progress(
                    new SagaStep.RetryByOperator(orderId, outcome.asks() + 1, signal.operator(), signal.note()));
        }
        return patience != null && patience.isDone() ? outOfPatience(outcome) : Optional.empty();
    }

    private Optional<SagaStep> outOfPatience(StepOutcome outcome) {
        patience = null;
        round++;
        if (round <= policy.compensationRounds()) {
            return Optional.of(new SagaStep.AskAgain(orderId, outcome.asks() + 1));
        }
        return needsAttention(outcome) ? Optional.empty() : Optional.of(new SagaStep.GiveUp(orderId));
    }

    /** Something new was heard: patience starts over. */
    private Optional<SagaStep> progress(SagaStep step) {
        patience = null;
        round = 1;
        return Optional.of(step);
    }

    private void awaitAnything(StepOutcome outcome) {
        List<String> names = new ArrayList<>(HEARD);
        if (needsAttention(outcome)) {
            names.addAll(HEARD_FROM_OPERATORS);
        }
        inbox.awaitAny(names, timer().map(List::of).orElseGet(List::of));
    }

    /** The timer of this round; none when all rounds are over and only a person can help. */
    private Optional<Task<Void>> timer() {
        if (patience == null && round <= policy.compensationRounds()) {
            patience = context.createTimer(policy.patience(round));
        }
        return Optional.ofNullable(patience);
    }

    private Cause take(String name) {
        Signal signal = inbox.take(name, Signal.class);
        return new Cause(name, signal.reason(), signal.messageId());
    }

    private static boolean needsAttention(StepOutcome outcome) {
        return outcome.status() == OrderStatus.NeedsAttention;
    }
}
