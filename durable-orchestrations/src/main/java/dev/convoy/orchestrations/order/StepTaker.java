package dev.convoy.orchestrations.order;

import dev.convoy.contracts.order.Compensation;
import dev.convoy.contracts.order.OrderDocument;
import dev.convoy.orchestrations.order.StepOutcome.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes steps: reads the order, decides, commits. Taking a step again after a crash anywhere in between is harmless. */
public final class StepTaker {

    private static final Logger LOG = LoggerFactory.getLogger(StepTaker.class);

    private final OrderBook book;
    private final Clock clock;

    public StepTaker(OrderBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    /**
     * Takes the step, or finds that it was taken or does not apply.
     *
     * @throws UnknownOrderException if there is no such order
     * @throws OrderChangedException if another writer was faster; safe to retry
     * @throws OrderBookUnreachableException if the store does not answer; safe to retry
     */
    public StepOutcome take(SagaStep step) {
        StoredOrder stored = book.find(step.orderId()).orElseThrow(() -> new UnknownOrderException(step.orderId()));
        OrderDocument order = stored.order();
        return switch (StepDecider.decide(order, step, now())) {
            case Decision.Move move -> commit(step, stored, move.change());
            case Decision.Repeat repeat -> new StepOutcome(Verdict.Repeated, order.status(), order.compensation());
            case Decision.Pass pass -> new StepOutcome(Verdict.Overtaken, order.status(), order.compensation());
        };
    }

    private StepOutcome commit(SagaStep step, StoredOrder stored, Change change) {
        book.commit(stored, change);
        OrderState next = change.next();
        LOG.atInfo()
                .addKeyValue("orderId", step.orderId())
                .addKeyValue("step", step.activity())
                .addKeyValue("status", next.status())
                .log("order moved");
        return new StepOutcome(Verdict.Taken, next.status(), owed(next));
    }

    private static @Nullable Compensation owed(OrderState state) {
        return switch (state) {
            case OrderState.Owing s -> s.owed();
            case OrderState.Cancelled s -> s.undone().orElse(null);
            case OrderState.Pending s -> null;
            case OrderState.Paid s -> null;
            case OrderState.Completed s -> null;
        };
    }

    /** What is written is read again: no finer than others keep it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
