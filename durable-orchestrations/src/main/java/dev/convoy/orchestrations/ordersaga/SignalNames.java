package dev.convoy.orchestrations.ordersaga;

/** Names of the external events that sagas wait for; those of messages are the short type names. */
public final class SignalNames {

    public static final String PAYMENT_SUCCEEDED = "PaymentSucceeded";
    public static final String PAYMENT_FAILED = "PaymentFailed";
    public static final String PAYMENT_REFUNDED = "PaymentRefunded";
    public static final String INVENTORY_RESERVED = "InventoryReserved";
    public static final String INVENTORY_FAILED = "InventoryFailed";
    public static final String INVENTORY_RELEASED = "InventoryReleased";
    public static final String CANCELLATION_REQUESTED = "OrderCancellationRequested";
    public static final String OPERATOR_RETRY = "OperatorRetry";
    public static final String OPERATOR_SETTLE = "OperatorSettle";

    private SignalNames() {}
}
