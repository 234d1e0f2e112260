package dev.convoy.contracts.order;

/**
 * What has to be undone before an order is cancelled, and how far that is. Undone in reverse order: the reservation first, then
 * the charge.
 *
 * @param refund the charge
 * @param release the reservation
 * @param asks how many rounds of asking there were; grows with each, and tells the commands of one round from the next
 */
public record Compensation(Undo refund, Undo release, int asks) {

    /**
     * The state of one thing that can be undone.
     *
     * <pre>
     * None ──► Owed ──► Asked ──► Done
     *                     └─────► Settled
     * </pre>
     */
    public enum Undo {
        /** Nothing to undo, as far as is known. */
        None,
        /** To be undone, after something else. */
        Owed,
        /** Asked for, not confirmed. */
        Asked,
        /** Undone and confirmed. */
        Done,
        /** A person says that it is settled. */
        Settled;

        private boolean isOpen() {
            return this == Owed || this == Asked;
        }
    }

    public Compensation {
        if (asks < 1) {
            throw new IllegalArgumentException("asks must be at least 1");
        }
    }

    /** Only the charge is to be undone. */
    public static Compensation ofCharge() {
        return new Compensation(Undo.Asked, Undo.None, 1);
    }

    /** The reservation is to be undone, then the charge. */
    public static Compensation ofChargeAndReservation() {
        return new Compensation(Undo.Owed, Undo.Asked, 1);
    }

    /** Only the reservation is to be undone. */
    public static Compensation ofReservation() {
        return new Compensation(Undo.None, Undo.Asked, 1);
    }

    /** Something is not undone yet. */
    public boolean stillOwes() {
        return refund.isOpen() || release.isOpen();
    }

    /** The charge is undone. */
    public Compensation refundConfirmed() {
        return new Compensation(Undo.Done, release, asks);
    }

    /** The reservation is undone; the charge is next, if it waited for that. */
    public Compensation releaseConfirmed() {
        return refund == Undo.Owed
                ? new Compensation(Undo.Asked, Undo.Done, asks + 1)
                : new Compensation(refund, Undo.Done, asks);
    }

    /** A charge became known after all. */
    public Compensation chargedLate() {
        return new Compensation(release == Undo.Asked ? Undo.Owed : Undo.Asked, release, asks + 1);
    }

    /** A reservation became known after all. */
    public Compensation reservedLate() {
        return new Compensation(refund, Undo.Asked, asks + 1);
    }

    /** What was asked for is asked for once more. */
    public Compensation askedAgain() {
        return new Compensation(refund, release, asks + 1);
    }

    /** A person settled whatever was open. */
    public Compensation settled() {
        return new Compensation(
                refund.isOpen() ? Undo.Settled : refund, release.isOpen() ? Undo.Settled : release, asks);
    }
}
