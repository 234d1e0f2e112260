package dev.convoy.contracts.bigresult;

import dev.convoy.contracts.id.TransactionId;

/**
 * Tells the lifecycle orchestration of a transaction to look at its state; starts it if it does not run yet. Carries no state itself, so one too
 * many is harmless. Queue {@code result-lifecycle}.
 */
public record LookAfterResult(TransactionId transactionId, Reason because) {

    /** Why. Part of the message id, so each is sent once per transaction. */
    public enum Reason {
        opened,
        allReceived,
        abandonRequested,
        /** Its limits may be other than assumed until now. */
        headerCame,
        /** Found stuck by the sweep. */
        stuck
    }
}
