package dev.convoy.orchestrations.bigresult;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.RetryPolicy;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskOptions;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.json.Json;
import dev.convoy.orchestrations.hub.Payloads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The life of one transaction; instance id is the transaction id. It is level-triggered: whatever wakes it, it has the stored state assessed and does what that
 * asks for. One execution or replay; confined to its thread.
 *
 * <pre>
 *       ┌────────────── nudge or deadline ◄─ AWAIT ◄─┐
 *       ▼                                            │
 *     Assess ──────────────────────────────────────►─┤
 *       ▲                                            ├─► ASSEMBLE: AssembleSeries × n ─► FinishResult (or FailResult) ─┐
 *       └────────────────────────────────────────────│─────────────────────────────────────────────────────────────────┘
 *                                                    └─► RETAIN: CleanResult ─► until retention is over ─► PurgeResult
 * </pre>
 */
final class ResultLifecycle {

    static final String NAME = "ResultLifecycle";
    static final String ASSESS = "AssessResult";
    static final String ASSEMBLE = "AssembleSeries";
    static final String FINISH = "FinishResult";
    static final String FAIL = "FailResult";
    static final String CLEAN = "CleanResult";
    static final String PURGE = "PurgeResult";
    static final String NUDGE = "LookAfterResult";

    private static final int SERIES_AT_ONCE = 8;
    private static final int MOST_ATTEMPTS = 200;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** A worker may cut longer timers short; waking once a day costs nothing. */
    private static final Duration LONGEST_SLEEP = Duration.ofDays(1);
    /** After a nudge it looks again a few times: what it was told of may be visible a moment later only (session consistency). */
    private static final int LOOKS = 4;

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final Duration SHORTEST_SLEEP = Duration.ofMillis(50);

    private final TaskOrchestrationContext context;
    private final TransactionId id;
    private Task<JsonNode> nudge;
    private boolean cleaned;
    private int looksLeft;

    private ResultLifecycle(TaskOrchestrationContext context, TransactionId id) {
        this.context = context;
        this.id = id;
        this.nudge = context.waitForExternalEvent(NUDGE, JsonNode.class);
    }

    /** Runs or replays the life; the output is the status it ended in. */
    static String run(TaskOrchestrationContext context) {
        ResultTask.Subject subject = Payloads.read(context.getInput(JsonNode.class), ResultTask.Subject.class);
        return new ResultLifecycle(context, subject.transactionId()).run();
    }

    private String run() {
        while (true) {
            ResultTask.Assessment assessment = assess();
            switch (assessment.next()) {
                case AWAIT -> sleep(until(assessment));
                case ASSEMBLE -> assemble(assessment);
                case RETAIN -> {
                    if (retain(assessment)) {
                        return assessment.status();
                    }
                }
                case NOTHING -> {
                    return assessment.status();
                }
            }
        }
    }

    private ResultTask.Assessment assess() {
        return act(ASSESS, new ResultTask.Subject(id), ResultTask.Assessment.class);
    }

    private static Instant until(ResultTask.Assessment assessment) {
        return Objects.requireNonNull(assessment.until());
    }

    /** True once everything is purged. */
    private boolean retain(ResultTask.Assessment assessment) {
        if (!cleaned) {
            act(CLEAN, new ResultTask.Subject(id), JsonNode.class);
            cleaned = true;
        }
        if (context.getCurrentInstant().isBefore(until(assessment))) {
            sleep(until(assessment));
            return false;
        }
        act(PURGE, new ResultTask.Subject(id), JsonNode.class);
        return true;
    }

    private void sleep(Instant until) {
        Instant next = until;
        if (looksLeft > 0) {
            looksLeft--;
            Instant soon = context.getCurrentInstant().plus(LOOK_AGAIN);
            next = soon.isBefore(until) ? soon : until;
        }
        context.anyOf(List.of(nudge, timer(next))).await();
        listenAgain();
    }

    private Task<Void> timer(Instant until) {
        Duration left = Duration.between(context.getCurrentInstant(), until);
        Duration atMost = left.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : left;
        return context.createTimer(atMost.compareTo(SHORTEST_SLEEP) < 0 ? SHORTEST_SLEEP : atMost);
    }

    private void listenAgain() {
        if (nudge.isDone()) {
            looksLeft = LOOKS;
            nudge = context.waitForExternalEvent(NUDGE, JsonNode.class);
        }
    }

    /** Assembles every series, some at once, then finishes; gives up when assessing again says so. */
    private void assemble(ResultTask.Assessment assessment) {
        Task<Void> deadline = timer(until(assessment));
        List<SeriesName> series = assessment.series();
        for (int from = 0; from < series.size(); from += SERIES_AT_ONCE) {
            List<SeriesName> wave = series.subList(from, Math.min(series.size(), from + SERIES_AT_ONCE));
            Optional<List<ResultTask.Assembled>> assembled = assembled(wave, deadline);
            if (assembled.isEmpty()) {
                return;
            }
            Optional<String> lost = assembled.get().stream()
                    .flatMap(one -> Optional.ofNullable(one.lost()).stream())
                    .findFirst();
            if (lost.isPresent()) {
                act(FAIL, new ResultTask.Failure(id, lost.get()), JsonNode.class);
                return;
            }
        }
        act(FINISH, new ResultTask.Subject(id), JsonNode.class);
    }

    /** Empty if the deadline passed or the client gave up. */
    private Optional<List<ResultTask.Assembled>> assembled(List<SeriesName> wave, Task<Void> deadline) {
        List<Task<JsonNode>> tasks = new ArrayList<>();
        wave.forEach(series -> tasks.add(context.callActivity(
                ASSEMBLE, Json.tree(new ResultTask.Series(id, series)), retries(), JsonNode.class)));
        Task<List<JsonNode>> all = context.allOf(tasks);
        while (!all.isDone()) {
            context.anyOf(List.of(all, deadline, nudge)).await();
            if (!all.isDone() && (deadline.isDone() || isToStop())) {
                return Optional.empty();
            }
        }
        return Optional.of(all.await().stream()
                .map(node -> Payloads.read(node, ResultTask.Assembled.class))
                .toList());
    }

    private boolean isToStop() {
        listenAgain();
        return assess().next() != ResultTask.Next.ASSEMBLE;
    }

    private <T> T act(String activity, Object task, Class<T> answer) {
        JsonNode node = context.callActivity(activity, Json.tree(task), retries(), JsonNode.class)
                .await();
        return answer == JsonNode.class ? answer.cast(node) : Payloads.read(node, answer);
    }

    private static TaskOptions retries() {
        return new TaskOptions(new RetryPolicy(MOST_ATTEMPTS, FIRST_PAUSE)
                .setBackoffCoefficient(2)
                .setMaxRetryInterval(LONGEST_PAUSE));
    }
}
