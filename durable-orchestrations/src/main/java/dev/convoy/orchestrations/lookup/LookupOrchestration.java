package dev.convoy.orchestrations.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.RetryPolicy;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskOptions;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.lookup.LookupRequested;
import dev.convoy.contracts.lookup.LookupStatus;
import dev.convoy.contracts.lookup.ServiceName;
import dev.convoy.contracts.lookup.ServiceState;
import dev.convoy.contracts.lookup.TaskCompleted;
import dev.convoy.contracts.lookup.TaskOutcome;
import dev.convoy.contracts.topology.LookupServiceSpec;
import dev.convoy.contracts.topology.LookupServices;
import dev.convoy.orchestrations.hub.Payloads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scatter and gather of one lookup; instance id is the lookup id. Each service has a deadline of its own, so a late one holds up nobody
 * and is reported as late. One execution or replay; confined to its thread.
 *
 * <pre>
 * Scatter ─► wait for each answer, its deadline, or cancellation ─► End
 * </pre>
 */
final class LookupOrchestration {

    static final String NAME = "Lookup";
    static final String SCATTER = "ScatterLookup";
    static final String END = "EndLookup";
    static final String CANCELLED = "LookupCancelled";

    private static final Duration UNKNOWN_SERVICE = Duration.ofSeconds(5);
    private static final int MOST_ATTEMPTS = 100;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final TaskOrchestrationContext context;
    private final LookupRequested lookup;
    private final Map<ServiceName, Task<JsonNode>> answers = new LinkedHashMap<>();
    private final Map<Duration, Task<Void>> deadlines = new LinkedHashMap<>();

    private LookupOrchestration(TaskOrchestrationContext context, LookupRequested lookup) {
        this.context = context;
        this.lookup = lookup;
    }

    /** Runs or replays the lookup; the output is the status it ended in. */
    static String run(TaskOrchestrationContext context) {
        LookupRequested lookup = Payloads.read(context.getInput(JsonNode.class), LookupRequested.class);
        return new LookupOrchestration(context, lookup).run().name();
    }

    /** Name of the event that carries a service's answer. */
    static String answerOf(ServiceName service) {
        return "LookupAnswer-" + service;
    }

    private LookupStatus run() {
        boolean cancelled = !scatter() || gather();
        List<ServiceState> states = states();
        LookupStatus status = cancelled ? LookupStatus.Cancelled : status(states);
        act(END, new LookupTask.End(lookup, status, states));
        return status;
    }

    /** False if the caller gave up before. */
    private boolean scatter() {
        Instant now = context.getCurrentInstant();
        List<LookupTask.Part> parts = lookup.services().stream()
                .map(service -> new LookupTask.Part(service, now.plus(deadline(service))))
                .toList();
        if (act(SCATTER, new LookupTask.Scatter(lookup, parts)).asText().equals("false")) {
            return false;
        }
        for (LookupTask.Part part : parts) {
            answers.put(part.service(), context.waitForExternalEvent(answerOf(part.service()), JsonNode.class));
            deadlines.computeIfAbsent(deadline(part.service()), context::createTimer);
        }
        return true;
    }

    /** Waits until each service has answered or is late; true if the caller gave up before. */
    private boolean gather() {
        Task<JsonNode> cancellation = context.waitForExternalEvent(CANCELLED, JsonNode.class);
        while (!cancellation.isDone()) {
            List<Task<?>> open = new ArrayList<>();
            answers.forEach((service, answer) -> {
                Task<Void> deadline = deadlineOf(service);
                if (!answer.isDone() && !deadline.isDone()) {
                    open.add(answer);
                    open.add(deadline);
                }
            });
            if (open.isEmpty()) {
                return false;
            }
            open.add(cancellation);
            context.anyOf(open).await();
        }
        return true;
    }

    private List<ServiceState> states() {
        List<ServiceState> states = new ArrayList<>();
        answers.forEach((service, answer) -> {
            if (answer.isDone()) {
                TaskCompleted completed = Payloads.read(answer.await(), TaskCompleted.class);
                states.add(new ServiceState(service, completed.outcome(), completed.failure()));
            } else if (deadlineOf(service).isDone()) {
                states.add(new ServiceState(
                        service,
                        TaskOutcome.timedOut,
                        "no answer within " + deadline(service).toSeconds() + " s"));
            }
        });
        return states;
    }

    private Task<Void> deadlineOf(ServiceName service) {
        return java.util.Objects.requireNonNull(deadlines.get(deadline(service)));
    }

    private static LookupStatus status(List<ServiceState> states) {
        long answered = states.stream()
                .filter(state -> state.outcome() == TaskOutcome.found || state.outcome() == TaskOutcome.notFound)
                .count();
        if (answered == states.size()) {
            return LookupStatus.Completed;
        }
        return answered == 0 ? LookupStatus.Failed : LookupStatus.PartlyCompleted;
    }

    private JsonNode act(String activity, Object task) {
        TaskOptions retries = new TaskOptions(new RetryPolicy(MOST_ATTEMPTS, FIRST_PAUSE)
                .setBackoffCoefficient(2)
                .setMaxRetryInterval(LONGEST_PAUSE));
        return context.callActivity(activity, Json.tree(task), retries, JsonNode.class)
                .await();
    }

    private static Duration deadline(ServiceName service) {
        return LookupServices.named(service).map(LookupServiceSpec::deadline).orElse(UNKNOWN_SERVICE);
    }
}
