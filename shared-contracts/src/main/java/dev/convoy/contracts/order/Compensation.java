package dev.convoy.contracts.order;

/**
 * What has to be undone before an order is cancelled, and how far that is.
 *
 * @param refund the charge
 * @param release the reservation
 * @param attempts how often the outstanding command was sent; grows with each repetition
 */
public record Compensation(Undo refund, Undo release, int attempts) {

    /** The state of one thing that can be undone. */
    public enum Undo {
        /** Nothing to undo, as far as is known. */
        None,
        /** To be undone, not yet confirmed. */
        Owed,
        /** Undone and confirmed. */
        Done
    }

    public Compensation {
        if (attempts < 0) {
            throw new IllegalArgumentException("attempts must not be negative");
        }
    }

    /** Something is not undone yet. */
    public boolean stillOwes() {
        return refund == Undo.Owed || release == Undo.Owed;
    }
}
