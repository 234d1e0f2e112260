package dev.convoy.sample;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.durabletask.RetryPolicy;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOptions;
import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.azurefunctions.DurableActivityTrigger;
import com.microsoft.durabletask.azurefunctions.DurableOrchestrationTrigger;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A saga whose every effect is counted: stock, money and three parcels for each, and for every fifth a parcel that cannot be sent, upon
 * which money and stock go back.
 */
public class SagaFunctions {

    private static final int PARCELS = 3;
    private static final int EVERY_SO_MANY_FAIL = 5;
    private static final Duration REST = Duration.ofMillis(30);

    @FunctionName("Saga")
    public String saga(@DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
        int number = context.getInput(Integer.class);
        step(context, number, "reserve");
        step(context, number, "charge");
        context.createTimer(REST).await();
        try {
            return context.callSubOrchestrator("Shipping", number, String.class).await();
        } catch (TaskFailedException notSent) {
            step(context, number, "refund");
            step(context, number, "release");
            return "undone";
        }
    }

    @FunctionName("Shipping")
    public String shipping(@DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
        int number = context.getInput(Integer.class);
        List<Task<String>> parcels = IntStream.range(0, PARCELS)
                .mapToObj(parcel -> context.callActivity("Book", number + "/parcel-" + parcel, String.class))
                .toList();
        context.allOf(parcels).await();
        if (number % EVERY_SO_MANY_FAIL == 0) {
            throw new IllegalStateException("the carrier lost its van");
        }
        return "sent";
    }

    /** Counts the attempt and enters the effect into the books, where it stands once however often it is asked for. */
    @FunctionName("Book")
    public String book(@DurableActivityTrigger(name = "effect") String effect) throws IOException {
        String name = effect.replaceAll("^\"|\"$", "");
        Books.enter(name);
        return name;
    }

    private static void step(TaskOrchestrationContext context, int number, String step) {
        TaskOptions again = new TaskOptions(new RetryPolicy(3, Duration.ofMillis(20)));
        context.callActivity("Book", number + "/" + step, again, String.class).await();
    }
}
