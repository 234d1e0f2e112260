package dev.convoy.orchestrations.ordersaga;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.durabletask.azurefunctions.DurableActivityTrigger;
import dev.convoy.contracts.json.Json;
import dev.convoy.orchestrations.hub.Payloads;
import dev.convoy.orchestrations.order.SagaStep;
import dev.convoy.orchestrations.order.StepTaker;

/**
 * Binds the steps to the platform, one activity each, so that a history tells which step was taken. Input and output are JSON of
 * {@link SagaStep} and its outcome.
 */
public class OrderSagaActivities {

    private final StepTaker steps;

    public OrderSagaActivities(StepTaker steps) {
        this.steps = steps;
    }

    /** Asks payment to charge. */
    @FunctionName("RequestPayment")
    public String requestPayment(@DurableActivityTrigger(name = "step") String step) {
        return take(step);
    }

    /** Marks the order paid and asks inventory to reserve. */
    @FunctionName("RequestInventory")
    public String requestInventory(@DurableActivityTrigger(name = "step") String step) {
        return take(step);
    }

    /** Marks the order completed and says so. */
    @FunctionName("CompleteOrder")
    public String completeOrder(@DurableActivityTrigger(name = "step") String step) {
        return take(step);
    }

    /** Shows that cancellation was asked for. */
    @FunctionName("NoteCancellation")
    public String noteCancellation(@DurableActivityTrigger(name = "step") String step) {
        return take(step);
    }

    /** Cancels an order without a known charge. */
    @FunctionName("CancelUnpaid")
    public String cancelUnpaid(@DurableActivityTrigger(name = "step") String step) {
        return take(step);
    }

    /** Begins to undo a charged order. */
    @FunctionName("Unwind")
    public String unwind(@DurableActivityTrigger(name = "step") String step) {
        return take(step);
    }

    /** Records that the money went back. */
    @FunctionName("ConfirmRefund")
    public String confirmRefund(@DurableActivityTrigger(name = "step") String step) {
        return take(step);
    }

    /** Records that the stock is free again. */
    @FunctionName("ConfirmRelease")
    public String confirmRelease(@DurableActivityTrigger(name = "step") String step) {
        return take(step);
    }

    /** Records a charge that came after the order was given up. */
    @FunctionName("RecordLateCharge")
    public String recordLateCharge(@DurableActivityTrigger(name = "step") String step) {
        return take(step);
    }

    /** Records a reservation that came after the order was given up. */
    @FunctionName("RecordLateReservation")
    public String recordLateReservation(@DurableActivityTrigger(name = "step") String step) {
        return take(step);
    }

    /** Repeats compensation commands without an answer. */
    @FunctionName("AskAgain")
    public String askAgain(@DurableActivityTrigger(name = "step") String step) {
        return take(step);
    }

    /** Calls for a person. */
    @FunctionName("GiveUp")
    public String giveUp(@DurableActivityTrigger(name = "step") String step) {
        return take(step);
    }

    /** A person has it asked again. */
    @FunctionName("RetryByOperator")
    public String retryByOperator(@DurableActivityTrigger(name = "step") String step) {
        return take(step);
    }

    /** A person settled it by hand. */
    @FunctionName("SettleByOperator")
    public String settleByOperator(@DurableActivityTrigger(name = "step") String step) {
        return take(step);
    }

    private String take(String step) {
        return Json.write(steps.take(Payloads.read(step, SagaStep.class)));
    }
}
