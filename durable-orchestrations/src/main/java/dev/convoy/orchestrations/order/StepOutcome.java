package dev.convoy.orchestrations.order;

import dev.convoy.contracts.order.Compensation;
import dev.convoy.contracts.order.OrderStatus;
import org.jspecify.annotations.Nullable;

/**
 * What came of a step: where the order stands now.
 *
 * @param compensation what is owed or undone, if anything ever was
 */
public record StepOutcome(
        Verdict verdict, OrderStatus status, @Nullable Compensation compensation) {

    /** How a step met the order. */
    public enum Verdict {
        /** The order moved. */
        Taken,
        /** The step had been taken before; nothing changed. */
        Repeated,
        /** The order is elsewhere; the step does not apply and nothing changed. */
        Overtaken
    }

    public boolean stillOwes() {
        return compensation != null && compensation.stillOwes();
    }

    /** Rounds of asking so far. */
    public int asks() {
        return compensation == null ? 0 : compensation.asks();
    }
}
