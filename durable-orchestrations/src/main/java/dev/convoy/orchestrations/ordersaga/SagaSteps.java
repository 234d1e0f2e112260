package dev.convoy.orchestrations.ordersaga;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.RetryPolicy;
import com.microsoft.durabletask.TaskOptions;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.convoy.contracts.json.Json;
import dev.convoy.orchestrations.hub.Payloads;
import dev.convoy.orchestrations.order.SagaStep;
import dev.convoy.orchestrations.order.StepOutcome;
import java.time.Duration;

/** Takes steps by activities; the one owner of their retries. Confined to the orchestrator's thread. */
final class SagaSteps {

    private static final int MOST_ATTEMPTS = 100;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final TaskOrchestrationContext context;

    SagaSteps(TaskOrchestrationContext context) {
        this.context = context;
    }

    /** Takes the step; tries for about an hour and a half before the saga fails. */
    StepOutcome take(SagaStep step) {
        JsonNode outcome = context.callActivity(step.activity(), Json.tree(step), retries(), JsonNode.class)
                .await();
        return Payloads.read(outcome, StepOutcome.class);
    }

    private static TaskOptions retries() {
        return new TaskOptions(new RetryPolicy(MOST_ATTEMPTS, FIRST_PAUSE)
                .setBackoffCoefficient(2)
                .setMaxRetryInterval(LONGEST_PAUSE));
    }
}
