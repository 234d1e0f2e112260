package dev.convoy.functions.payment;

/**
 * Where the payment of an order stands.
 *
 * <pre>
 * (none) ──► Succeeded ──► Refunded
 *    ├─────► Failed
 *    └─────► Voided          a refund came before the charge: the charge will never be made
 * </pre>
 */
public enum PaymentStatus {
    Succeeded,
    Failed,
    Refunded,
    Voided
}
