package dev.convoy.contracts.lookup;

/**
 * Where a lookup stands.
 *
 * <pre>
 * Pending ──► Completed | PartlyCompleted | Failed | Cancelled
 * </pre>
 */
public enum LookupStatus {
    Pending,
    /** Every service answered. */
    Completed,
    /** Some answered, some failed or were late. */
    PartlyCompleted,
    /** None answered. */
    Failed,
    Cancelled;

    public boolean isFinal() {
        return this != Pending;
    }
}
