package dev.convoy.contracts.order;

/**
 * Where an order stands.
 *
 * <pre>
 * Pending ──► Paid ──► Completed
 *    └─────────┴─────► Cancelled | NeedsAttention
 * </pre>
 */
public enum OrderStatus {
    Pending,
    Paid,
    Completed,
    Cancelled,
    NeedsAttention;

    /** No further step follows by itself. */
    public boolean isFinal() {
        return this == Completed || this == Cancelled;
    }
}
