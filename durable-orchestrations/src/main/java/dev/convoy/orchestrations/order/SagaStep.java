package dev.convoy.orchestrations.order;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.convoy.contracts.id.OrderId;
import org.jspecify.annotations.Nullable;

/**
 * One step of an order's saga: what shall be done to the order, and why. The type's simple name is the name of the activity that
 * takes it. Taking a step twice has one effect.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SagaStep.RequestPayment.class, name = "RequestPayment"),
    @JsonSubTypes.Type(value = SagaStep.RequestInventory.class, name = "RequestInventory"),
    @JsonSubTypes.Type(value = SagaStep.CompleteOrder.class, name = "CompleteOrder"),
    @JsonSubTypes.Type(value = SagaStep.NoteCancellation.class, name = "NoteCancellation"),
    @JsonSubTypes.Type(value = SagaStep.CancelUnpaid.class, name = "CancelUnpaid"),
    @JsonSubTypes.Type(value = SagaStep.Unwind.class, name = "Unwind"),
    @JsonSubTypes.Type(value = SagaStep.ConfirmRefund.class, name = "ConfirmRefund"),
    @JsonSubTypes.Type(value = SagaStep.ConfirmRelease.class, name = "ConfirmRelease"),
    @JsonSubTypes.Type(value = SagaStep.RecordLateCharge.class, name = "RecordLateCharge"),
    @JsonSubTypes.Type(value = SagaStep.RecordLateReservation.class, name = "RecordLateReservation"),
    @JsonSubTypes.Type(value = SagaStep.AskAgain.class, name = "AskAgain"),
    @JsonSubTypes.Type(value = SagaStep.GiveUp.class, name = "GiveUp"),
    @JsonSubTypes.Type(value = SagaStep.RetryByOperator.class, name = "RetryByOperator"),
    @JsonSubTypes.Type(value = SagaStep.SettleByOperator.class, name = "SettleByOperator")
})
public sealed interface SagaStep {

    OrderId orderId();

    /** The activity that takes this step. */
    default String activity() {
        return getClass().getSimpleName();
    }

    /** Ask payment to charge. */
    record RequestPayment(OrderId orderId) implements SagaStep {}

    /** The order is paid: ask inventory to reserve. */
    record RequestInventory(OrderId orderId, Cause cause) implements SagaStep {}

    /** Stock is reserved: done. */
    record CompleteOrder(OrderId orderId, Cause cause) implements SagaStep {}

    /** Someone asked for cancellation; shown at once, acted upon when the outstanding answer is in. */
    record NoteCancellation(OrderId orderId, String reason, Cause cause) implements SagaStep {}

    /** No charge is known: cancel. */
    record CancelUnpaid(OrderId orderId, String reason, Cause cause) implements SagaStep {}

    /**
     * The order is charged and will not complete: begin to undo.
     *
     * @param reserved stock was reserved, too
     */
    record Unwind(OrderId orderId, String reason, boolean reserved, Cause cause) implements SagaStep {}

    /** Payment gave the money back. */
    record ConfirmRefund(OrderId orderId, Cause cause) implements SagaStep {}

    /** Inventory freed what was held. */
    record ConfirmRelease(OrderId orderId, Cause cause) implements SagaStep {}

    /** A charge became known after the order was given up. */
    record RecordLateCharge(OrderId orderId, Cause cause) implements SagaStep {}

    /** A reservation became known after the order was given up. */
    record RecordLateReservation(OrderId orderId, Cause cause) implements SagaStep {}

    /**
     * Repeat the compensation commands that have no answer.
     *
     * @param ask the round this shall be
     */
    record AskAgain(OrderId orderId, int ask) implements SagaStep {}

    /** Stop asking and call for a person. */
    record GiveUp(OrderId orderId) implements SagaStep {}

    /**
     * A person says: ask once more.
     *
     * @param ask the round this shall be
     */
    record RetryByOperator(
            OrderId orderId,
            int ask,
            String operator,
            @Nullable String note) implements SagaStep {}

    /** A person says: it is settled by hand. */
    record SettleByOperator(
            OrderId orderId, String operator, @Nullable String note) implements SagaStep {}
}
