package dev.convoy.functions.inventory;

/**
 * Where the reservation of an order stands.
 *
 * <pre>
 * (none) ──► Reserving ──► Reserved ──► Releasing ──► Released
 *    │           ├───────► Failing ───► Failed
 *    │           └───────► Releasing
 *    └─────► Releasing                                a release came before the request
 * </pre>
 */
public enum ReservationState {
    Reserving,
    Reserved,
    Failing,
    Failed,
    Releasing,
    Released
}
