package dev.convoy.sample;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.RetryPolicy;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskCanceledException;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOptions;
import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.azurefunctions.DurableActivityTrigger;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import com.microsoft.durabletask.azurefunctions.DurableOrchestrationTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Durable Functions: the well-known patterns. */
public class DurableFunctions {

    @FunctionName("Start")
    public HttpResponseMessage start(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            route = "start/{orchestrator}",
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("orchestrator") String orchestrator,
            @DurableClientInput(name = "client") DurableClientContext context) {
        DurableTaskClient client = context.getClient();
        String id = client.scheduleNewOrchestrationInstance(
                orchestrator, request.getBody().orElse("nothing"));
        return context.createCheckStatusResponse(request, id);
    }

    @FunctionName("Chain")
    public String chain(@DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
        String text = context.getInput(String.class);
        for (int i = 0; i < 5; i++) {
            text = context.callActivity("Append", text, String.class).await();
        }
        return text;
    }

    @FunctionName("FanOut")
    public int fanOut(@DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
        List<Task<Integer>> squares = IntStream.rangeClosed(1, 10)
                .mapToObj(number -> context.callActivity("Square", number, Integer.class))
                .toList();
        return context.allOf(squares).await().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    @FunctionName("Approval")
    public String approval(@DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
        try {
            return context.waitForExternalEvent("Approved", Duration.ofSeconds(30), String.class)
                    .await();
        } catch (TaskCanceledException late) {
            return "escalated";
        }
    }

    @FunctionName("Deadline")
    public String deadline(@DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
        try {
            return context.waitForExternalEvent("Never", Duration.ofMillis(200), String.class)
                    .await();
        } catch (TaskCanceledException late) {
            return "escalated";
        }
    }

    @FunctionName("Reminder")
    public String reminder(@DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
        Instant end = context.getCurrentInstant().plus(Duration.ofDays(30));
        // The SDK (1.5.0) cuts a timer into parts of three days, and waiting for it ends with the first part.
        while (context.getCurrentInstant().isBefore(end)) {
            context.createTimer(Duration.between(context.getCurrentInstant(), end))
                    .await();
        }
        return "a month has passed";
    }

    @FunctionName("Monitor")
    public int monitor(@DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
        int round = 0;
        while (!context.callActivity("IsReady", round, Boolean.class).await()) {
            round++;
            context.createTimer(Duration.ofMillis(50)).await();
        }
        return round;
    }

    @FunctionName("Parent")
    public String parent(@DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
        String first = context.callSubOrchestrator("Chain", "a", String.class).await();
        String second = context.callSubOrchestrator("Chain", "b", String.class).await();
        return first + "," + second;
    }

    @FunctionName("Retrying")
    public String retrying(@DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
        RetryPolicy policy = new RetryPolicy(4, Duration.ofMillis(20));
        return context.callActivity("Flaky", context.getInstanceId(), new TaskOptions(policy), String.class)
                .await();
    }

    @FunctionName("Failing")
    public String failing(@DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
        try {
            return context.callActivity("Broken", "x", String.class).await();
        } catch (TaskFailedException failed) {
            return failed.getErrorDetails().getErrorType() + " - "
                    + failed.getErrorDetails().getErrorMessage();
        }
    }

    @FunctionName("Unhandled")
    public String unhandled(@DurableOrchestrationTrigger(name = "context") TaskOrchestrationContext context) {
        return context.callActivity("Broken", "x", String.class).await();
    }

    @FunctionName("Append")
    public String append(@DurableActivityTrigger(name = "text") String text) {
        return unquoted(text) + ".";
    }

    @FunctionName("Square")
    public int square(@DurableActivityTrigger(name = "number") int number) {
        return number * number;
    }

    @FunctionName("IsReady")
    public boolean isReady(@DurableActivityTrigger(name = "round") int round) {
        return round >= 3;
    }

    @FunctionName("Flaky")
    public String flaky(@DurableActivityTrigger(name = "id") String id) {
        int attempt = Seen.add("flaky-" + unquoted(id), "attempt");
        if (attempt < 3) {
            throw new IllegalStateException("attempt " + attempt);
        }
        return "worked at attempt " + attempt;
    }

    @FunctionName("Broken")
    public String broken(@DurableActivityTrigger(name = "text") String text) {
        throw new UnsupportedOperationException("cannot be done");
    }

    /** A bare text arrives as JSON, quotes included. */
    private static String unquoted(String json) {
        return json.replaceAll("^\"|\"$", "");
    }
}
