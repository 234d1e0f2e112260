package dev.convoy.orchestrations.ordersaga;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.azurefunctions.DurableOrchestrationTrigger;

/** Binds the orchestrators to the platform. */
public class OrderSagaFunctions {

    /** The saga of one order. */
    @FunctionName(OrderSaga.NAME)
    public String orderSaga(@DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
        return OrderSaga.run(context);
    }

    /** The second life of a saga that has ended. */
    @FunctionName(OrderRepair.NAME)
    public String orderRepair(@DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
        return OrderRepair.run(context);
    }
}
