package dev.convoy.orchestrations.ordersaga;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.orchestrations.hub.Payloads;
import dev.convoy.orchestrations.order.SagaStep;
import dev.convoy.orchestrations.order.StepOutcome;

/**
 * The second life of a saga that has ended, as an orchestration of its own: a late answer or a person takes one step, then what is
 * owed is settled as in the saga. One execution or replay; confined to its thread.
 */
public final class OrderRepair {

    /** The orchestration's name. */
    public static final String NAME = "OrderRepair";

    private OrderRepair() {}

    /** What a repair is started with. */
    public record Start(SagaStep first, SagaPolicy policy) {}

    /** The instance that repairs an order. */
    public static String instanceId(OrderId orderId) {
        return "repair-" + orderId.value();
    }

    /** Runs or replays the repair; the output is the status the order ended in. */
    public static String run(TaskOrchestrationContext context) {
        Start start = Payloads.read(context.getInput(JsonNode.class), Start.class);
        var steps = new SagaSteps(context);
        var unwinding = new Unwinding(context, start.first().orderId(), start.policy(), new SagaInbox(context), steps);
        StepOutcome outcome = unwinding.settle(steps.take(start.first()));
        return outcome.status().name();
    }
}
