package dev.convoy.sample;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.azurefunctions.DurableActivityTrigger;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import com.microsoft.durabletask.azurefunctions.DurableOrchestrationTrigger;
import java.time.Duration;
import java.util.Optional;

/** Durable Functions: what the rules of replay are tried with. */
public class RuleFunctions {

    private static final int ENOUGH = 3;
    private static final int TURNS_BEFORE_THE_REPLAY = 2;

    /** Answers the output itself if it is there within the seconds, else where to look. */
    @FunctionName("StartAndWait")
    public HttpResponseMessage startAndWait(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            route = "wait/{orchestrator}/{millis}",
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("orchestrator") String orchestrator,
            @BindingName("millis") int millis,
            @DurableClientInput(name = "client") DurableClientContext context) {
        try (DurableTaskClient client = context.getClient()) {
            String id = client.scheduleNewOrchestrationInstance(
                    orchestrator, request.getBody().orElse("nothing"));
            return context.waitForCompletionOrCreateCheckStatusResponse(request, id, Duration.ofMillis(millis));
        }
    }

    /** Takes three events, a generation for each, and keeps how many there were as its custom status. */
    @FunctionName("Tally")
    public String tally(@DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
        String marks = context.getInput(String.class);
        context.setCustomStatus(marks.length());
        String mark = context.waitForExternalEvent("Mark", String.class).await();
        if (marks.length() + 1 < ENOUGH) {
            context.continueAsNew(marks + mark);
            return "";
        }
        return marks + mark;
    }

    @FunctionName("Held")
    public String held(@DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
        return context.waitForExternalEvent("Go", String.class).await();
    }

    /** Asks for the purchase in its turns, and for the sale when it is replayed to compare. */
    @FunctionName("Fickle")
    public String fickle(@DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
        int turn = Seen.add("fickle-" + context.getInstanceId(), "turn");
        String activity = turn <= TURNS_BEFORE_THE_REPLAY ? "AsItCame" : "Append";
        return context.callActivity(activity, "gold", String.class).await();
    }

    @FunctionName("Quoted")
    public String quoted(@DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
        return context.callActivity("AsItCame", context.getInput(String.class), String.class)
                .await();
    }

    @FunctionName("AsItCame")
    public String asItCame(@DurableActivityTrigger(name = "text") String text) {
        return text;
    }
}
