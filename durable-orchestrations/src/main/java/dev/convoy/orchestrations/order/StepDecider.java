package dev.convoy.orchestrations.order;

import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.order.Compensation;
import dev.convoy.contracts.order.Compensation.Undo;
import dev.convoy.contracts.order.OrderDocument;
import dev.convoy.orchestrations.order.OrderState.Cancelled;
import dev.convoy.orchestrations.order.OrderState.Compensating;
import dev.convoy.orchestrations.order.OrderState.Completed;
import dev.convoy.orchestrations.order.OrderState.NeedsAttention;
import dev.convoy.orchestrations.order.OrderState.Owing;
import dev.convoy.orchestrations.order.OrderState.Paid;
import dev.convoy.orchestrations.order.OrderState.Pending;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Decides what a step does to an order where it stands. Pure: the same order, step and time give the same decision. */
final class StepDecider {

    private static final Decision REPEAT = new Decision.Repeat();
    private static final Decision PASS = new Decision.Pass();

    private StepDecider() {}

    static Decision decide(OrderDocument order, SagaStep step, Instant now) {
        OrderState state = OrderState.of(order);
        return switch (step) {
            case SagaStep.RequestPayment s -> requestPayment(state, order, now);
            case SagaStep.RequestInventory s -> requestInventory(state, new Draft(order, now, s.cause()));
            case SagaStep.CompleteOrder s -> complete(state, new Draft(order, now, s.cause()));
            case SagaStep.NoteCancellation s -> noteCancellation(state, s, new Draft(order, now, s.cause()));
            case SagaStep.CancelUnpaid s -> cancelUnpaid(state, s, new Draft(order, now, s.cause()), now);
            case SagaStep.Unwind s -> unwind(state, s, new Draft(order, now, s.cause()));
            case SagaStep.ConfirmRefund s -> confirmRefund(state, new Draft(order, now, s.cause()), now);
            case SagaStep.ConfirmRelease s -> confirmRelease(state, new Draft(order, now, s.cause()), now);
            case SagaStep.RecordLateCharge s -> lateCharge(state, new Draft(order, now, s.cause()), now);
            case SagaStep.RecordLateReservation s -> lateReservation(state, new Draft(order, now, s.cause()), now);
            case SagaStep.AskAgain s -> askAgain(state, s.ask(), new Draft(order, now, null), now);
            case SagaStep.GiveUp s -> giveUp(state, new Draft(order, now, null));
            case SagaStep.RetryByOperator s -> retry(state, s, new Draft(order, now, null), now);
            case SagaStep.SettleByOperator s -> settle(state, s, new Draft(order, now, null), now);
        };
    }

    private static Decision requestPayment(OrderState state, OrderDocument order, Instant now) {
        return switch (state) {
            case Pending pending ->
                hasStep(order, MessageTypes.ORDER_PAYMENT_REQUESTED.shortName())
                        ? REPEAT
                        : new Draft(order, now, null).requestPayment().to(pending);
            case Paid s -> PASS;
            case Owing s -> PASS;
            case Completed s -> PASS;
            case Cancelled s -> PASS;
        };
    }

    private static boolean hasStep(OrderDocument order, String step) {
        return order.timeline().stream().anyMatch(entry -> entry.step().equals(step));
    }

    private static Decision requestInventory(OrderState state, Draft draft) {
        return switch (state) {
            case Pending pending -> draft.requestInventory().to(pending.paid());
            case Paid s -> REPEAT;
            case Owing s -> PASS;
            case Completed s -> PASS;
            case Cancelled s -> PASS;
        };
    }

    private static Decision complete(OrderState state, Draft draft) {
        return switch (state) {
            case Paid paid -> draft.completed().to(paid.completed());
            case Completed s -> REPEAT;
            case Pending s -> PASS;
            case Owing s -> PASS;
            case Cancelled s -> PASS;
        };
    }

    private static Decision noteCancellation(OrderState state, SagaStep.NoteCancellation step, Draft draft) {
        return switch (state) {
            case Pending pending ->
                pending.cancellation().isPresent() ? REPEAT : draft.to(pending.cancellationRequested(step.reason()));
            case Paid paid ->
                paid.cancellation().isPresent() ? REPEAT : draft.to(paid.cancellationRequested(step.reason()));
            case Owing s -> PASS;
            case Completed s -> PASS;
            case Cancelled s -> PASS;
        };
    }

    private static Decision cancelUnpaid(OrderState state, SagaStep.CancelUnpaid step, Draft draft, Instant now) {
        return switch (state) {
            case Pending pending -> draft.cancelled(step.reason()).to(pending.cancelled(step.reason(), now));
            case Cancelled s -> REPEAT;
            case Paid s -> PASS;
            case Owing s -> PASS;
            case Completed s -> PASS;
        };
    }

    private static Decision unwind(OrderState state, SagaStep.Unwind step, Draft draft) {
        return switch (state) {
            case Pending pending -> {
                Compensating next = pending.charged(step.reason());
                yield draft.ask(null, next.owed(), next.reason()).to(next);
            }
            case Paid paid -> {
                Compensating next = paid.unwind(step.reason(), step.reserved());
                yield draft.ask(null, next.owed(), next.reason()).to(next);
            }
            case Owing s -> REPEAT;
            case Cancelled s -> REPEAT;
            case Completed s -> PASS;
        };
    }

    private static Decision confirmRefund(OrderState state, Draft draft, Instant now) {
        return switch (state) {
            case Owing s when s.owed().refund() == Undo.Asked -> owing(s, Compensation::refundConfirmed, draft, now);
            case Owing s -> REPEAT;
            case Cancelled s -> REPEAT;
            case Pending s -> PASS;
            case Paid s -> PASS;
            case Completed s -> PASS;
        };
    }

    private static Decision confirmRelease(OrderState state, Draft draft, Instant now) {
        return switch (state) {
            case Owing s when s.owed().release() == Undo.Asked -> owing(s, Compensation::releaseConfirmed, draft, now);
            case Owing s -> REPEAT;
            case Cancelled s -> REPEAT;
            case Pending s -> PASS;
            case Paid s -> PASS;
            case Completed s -> PASS;
        };
    }

    private static Decision lateCharge(OrderState state, Draft draft, Instant now) {
        return switch (state) {
            case Cancelled s when refundOf(s) == Undo.None -> reopened(s, s.chargedLate(), draft);
            case Owing s when s.owed().refund() == Undo.None -> owing(s, Compensation::chargedLate, draft, now);
            case Cancelled s -> REPEAT;
            case Owing s -> REPEAT;
            case Pending s -> PASS;
            case Paid s -> PASS;
            case Completed s -> PASS;
        };
    }

    private static Decision lateReservation(OrderState state, Draft draft, Instant now) {
        return switch (state) {
            case Cancelled s when releaseOf(s) == Undo.None -> reopened(s, s.reservedLate(), draft);
            case Owing s when s.owed().release() == Undo.None -> owing(s, Compensation::reservedLate, draft, now);
            case Cancelled s -> REPEAT;
            case Owing s -> REPEAT;
            case Pending s -> PASS;
            case Paid s -> PASS;
            case Completed s -> PASS;
        };
    }

    private static Decision askAgain(OrderState state, int ask, Draft draft, Instant now) {
        return switch (state) {
            case Owing s -> s.owed().asks() >= ask ? REPEAT : askOnce(s, draft, now);
            case Cancelled s -> REPEAT;
            case Pending s -> PASS;
            case Paid s -> PASS;
            case Completed s -> PASS;
        };
    }

    private static Decision giveUp(OrderState state, Draft draft) {
        return switch (state) {
            case Compensating s -> draft.needsAttention(s.reason(), s.owed()).to(s.givenUp());
            case NeedsAttention s -> REPEAT;
            case Cancelled s -> PASS;
            case Pending s -> PASS;
            case Paid s -> PASS;
            case Completed s -> PASS;
        };
    }

    private static Decision retry(OrderState state, SagaStep.RetryByOperator step, Draft draft, Instant now) {
        return switch (state) {
            case NeedsAttention s ->
                s.owed().asks() >= step.ask()
                        ? REPEAT
                        : askOnce(s, draft.audited("retry", step.ask(), step.operator(), step.note()), now);
            case Compensating s -> PASS;
            case Cancelled s -> PASS;
            case Pending s -> PASS;
            case Paid s -> PASS;
            case Completed s -> PASS;
        };
    }

    private static Decision settle(OrderState state, SagaStep.SettleByOperator step, Draft draft, Instant now) {
        return switch (state) {
            case NeedsAttention s ->
                draft.audited("settle", s.owed().asks(), step.operator(), step.note())
                        .cancelled(s.reason())
                        .to(s.owing(s.owed().settled(), now));
            case Cancelled s -> REPEAT;
            case Compensating s -> PASS;
            case Pending s -> PASS;
            case Paid s -> PASS;
            case Completed s -> PASS;
        };
    }

    private static Decision owing(Owing state, UnaryOperator<Compensation> progress, Draft draft, Instant now) {
        Compensation after = progress.apply(state.owed());
        return settledOrAsking(state.reason(), state.owed(), after, draft).to(state.owing(after, now));
    }

    private static Draft settledOrAsking(String reason, Compensation before, Compensation after, Draft draft) {
        return after.stillOwes() ? draft.ask(before, after, reason) : draft.cancelled(reason);
    }

    private static Decision reopened(Cancelled before, Compensating after, Draft draft) {
        return draft.ask(before.undone().orElse(null), after.owed(), after.reason())
                .to(after);
    }

    private static Decision askOnce(Owing state, Draft draft, Instant now) {
        Compensation again = state.owed().askedAgain();
        return draft.askAgain(again, state.reason()).to(state.owing(again, now));
    }

    private static Undo refundOf(Cancelled state) {
        return state.undone().map(Compensation::refund).orElse(Undo.None);
    }

    private static Undo releaseOf(Cancelled state) {
        return state.undone().map(Compensation::release).orElse(Undo.None);
    }
}
