package dev.convoy.runtime.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.durabletask.NewOrchestrationInstanceOptions;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import com.microsoft.durabletask.RetryPolicy;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskCanceledException;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOptions;
import com.microsoft.durabletask.TaskOrchestrationContext;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orchestrations through the SDK's client and worker, unmodified, over gRPC. */
@FromSdk(TaskOrchestrationContext.class)
class OrchestrationConformanceTest {

    private HubFixture hub;

    @BeforeEach
    void start() {
        hub = HubFixture.start();
    }

    @AfterEach
    void stop() throws Exception {
        hub.close();
    }

    @Test
    void an_orchestration_without_steps_completes_with_its_output() throws Exception {
        hub.worker()
                .orchestrator("Echo", ctx -> ctx.complete("hello " + ctx.getInput(String.class)))
                .start();

        OrchestrationMetadata ended = hub.completed(hub.client().scheduleNewOrchestrationInstance("Echo", "world"));

        assertThat(ended.getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.COMPLETED);
        assertThat(ended.readInputAs(String.class)).isEqualTo("world");
        assertThat(ended.readOutputAs(String.class)).isEqualTo("hello world");
    }

    @Test
    void activities_run_one_after_another_and_hand_their_results_on() throws Exception {
        hub.worker()
                .orchestrator("Chain", ctx -> {
                    int value = ctx.getInput(int.class);
                    for (int i = 0; i < 10; i++) {
                        value = ctx.callActivity("PlusOne", value, int.class).await();
                    }
                    ctx.complete(value);
                })
                .activity("PlusOne", ctx -> ctx.getInput(int.class) + 1)
                .start();

        assertThat(hub.run("Chain", 5)).isEqualTo("15");
    }

    @Test
    void activities_fan_out_and_their_results_come_back_in_order() throws Exception {
        hub.worker()
                .orchestrator("FanOut", ctx -> {
                    List<Task<Integer>> tasks = new ArrayList<>();
                    for (int i = 0; i < 50; i++) {
                        tasks.add(ctx.callActivity("Twice", i, Integer.class));
                    }
                    ctx.complete(ctx.allOf(tasks).await());
                })
                .activity("Twice", ctx -> ctx.getInput(int.class) * 2)
                .start();

        String expected =
                IntStream.range(0, 50).map(i -> i * 2).boxed().toList().toString();
        assertThat(hub.run("FanOut", null)).isEqualTo(expected.replace(" ", ""));
    }

    @Test
    void a_failed_activity_reaches_the_orchestrator_with_type_and_message() throws Exception {
        hub.worker()
                .orchestrator("Careful", ctx -> {
                    try {
                        ctx.callActivity("Break").await();
                    } catch (TaskFailedException e) {
                        ctx.complete(e.getErrorDetails().getErrorType() + ": "
                                + e.getErrorDetails().getErrorMessage());
                    }
                })
                .activity("Break", ctx -> {
                    throw new IllegalStateException("no luck");
                })
                .start();

        assertThat(hub.run("Careful", null)).isEqualTo("\"java.lang.IllegalStateException: no luck\"");
    }

    @Test
    void an_orchestration_that_throws_fails_with_the_details() throws Exception {
        hub.worker()
                .orchestrator("Broken", ctx -> {
                    throw new IllegalStateException("by design");
                })
                .start();

        OrchestrationMetadata ended = hub.completed(hub.client().scheduleNewOrchestrationInstance("Broken"));

        assertThat(ended.getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.FAILED);
        assertThat(ended.getFailureDetails().getErrorMessage()).contains("by design");
        assertThat(ended.getFailureDetails().getStackTrace()).isNotEmpty();
    }

    @Test
    void a_retry_policy_runs_the_activity_again_until_it_succeeds() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        hub.worker()
                .orchestrator(
                        "Stubborn",
                        ctx -> ctx.complete(ctx.callActivity(
                                        "Flaky",
                                        null,
                                        new TaskOptions(new RetryPolicy(5, Duration.ofMillis(20))),
                                        String.class)
                                .await()))
                .activity("Flaky", ctx -> {
                    if (attempts.incrementAndGet() < 3) {
                        throw new IllegalStateException("not yet");
                    }
                    return "done";
                })
                .start();

        assertThat(hub.run("Stubborn", null)).isEqualTo("\"done\"");
        assertThat(attempts).hasValue(3);
    }

    @Test
    void a_timer_fires_no_earlier_than_its_time_and_once() throws Exception {
        hub.worker()
                .orchestrator("Sleeper", ctx -> {
                    Instant before = ctx.getCurrentInstant();
                    ctx.createTimer(Duration.ofMillis(300)).await();
                    ctx.complete(
                            Duration.between(before, ctx.getCurrentInstant()).toMillis());
                })
                .start();

        assertThat(Long.parseLong(hub.run("Sleeper", null))).isBetween(300L, 5_000L);
    }

    @Test
    void a_timer_longer_than_the_workers_limit_is_split_and_still_ends_in_time() throws Exception {
        hub.worker()
                .with(builder -> builder.maximumTimerInterval(Duration.ofMillis(100)))
                // SDK 1.5.0 returns from await after the first part, but ends only when no part is left.
                .orchestrator("LongSleeper", ctx -> ctx.createTimer(Duration.ofMillis(450))
                        .await())
                .start();

        OrchestrationMetadata ended = hub.completed(hub.client().scheduleNewOrchestrationInstance("LongSleeper"));

        assertThat(Duration.between(ended.getCreatedAt(), ended.getLastUpdatedAt()))
                .isBetween(Duration.ofMillis(450), Duration.ofSeconds(5));
    }

    @Test
    void a_sub_orchestration_hands_its_result_to_its_caller() throws Exception {
        hub.worker()
                .orchestrator("Countdown", ctx -> {
                    int n = ctx.getInput(int.class);
                    ctx.complete(
                            n == 0
                                    ? 0
                                    : 1
                                            + ctx.callSubOrchestrator("Countdown", n - 1, int.class)
                                                    .await());
                })
                .start();

        assertThat(hub.run("Countdown", 5)).isEqualTo("5");
    }

    @Test
    void a_failed_sub_orchestration_fails_at_its_caller() throws Exception {
        hub.worker()
                .orchestrator("Caller", ctx -> {
                    try {
                        ctx.callSubOrchestrator("Child", null, "child-of-caller", Void.class)
                                .await();
                    } catch (TaskFailedException e) {
                        ctx.complete(e.getErrorDetails().getErrorMessage());
                    }
                })
                .orchestrator("Child", ctx -> {
                    throw new IllegalStateException("child broke");
                })
                .start();

        assertThat(hub.run("Caller", null)).contains("child broke");
        assertThat(hub.status("child-of-caller").getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.FAILED);
    }

    @Test
    void continue_as_new_starts_over_with_new_input_under_the_same_id() throws Exception {
        hub.worker()
                .orchestrator("Counter", ctx -> {
                    int n = ctx.getInput(int.class);
                    if (n < 10) {
                        ctx.createTimer(Duration.ZERO).await();
                        ctx.continueAsNew(n + 1);
                    }
                    ctx.complete(n);
                })
                .start();

        assertThat(hub.run("Counter", 1)).isEqualTo("10");
    }

    @Test
    void continue_as_new_keeps_events_that_nobody_has_taken_yet_in_their_order() throws Exception {
        hub.worker()
                .orchestrator("Collector", ctx -> {
                    String so_far = ctx.getInput(String.class);
                    String next = ctx.waitForExternalEvent("item", String.class).await();
                    if (so_far.length() < 4) {
                        ctx.continueAsNew(so_far + next);
                    }
                    ctx.complete(so_far + next);
                })
                .start();
        String id = hub.client().scheduleNewOrchestrationInstance("Collector", "");

        for (String item : List.of("a", "b", "c", "d", "e")) {
            hub.client().raiseEvent(id, "item", item);
        }

        assertThat(hub.completed(id).readOutputAs(String.class)).isEqualTo("abcde");
    }

    @Test
    void equal_events_carried_over_are_not_collapsed() throws Exception {
        hub.worker()
                .orchestrator("Tally", ctx -> {
                    int n = ctx.getInput(int.class);
                    ctx.waitForExternalEvent("tick").await();
                    if (n < 5) {
                        ctx.continueAsNew(n + 1);
                    }
                    ctx.complete(n);
                })
                .start();
        String id = hub.client().scheduleNewOrchestrationInstance("Tally", 1);

        for (int i = 0; i < 5; i++) {
            hub.client().raiseEvent(id, "tick");
        }

        assertThat(hub.completed(id).readOutputAs(Integer.class)).isEqualTo(5);
    }

    @Test
    void external_events_reach_the_orchestrator_in_order_even_before_it_waits() throws Exception {
        hub.worker()
                .orchestrator("Listener", ctx -> {
                    StringBuilder all = new StringBuilder();
                    for (int i = 0; i < 3; i++) {
                        all.append(
                                ctx.waitForExternalEvent("word", String.class).await());
                    }
                    ctx.complete(all.toString());
                })
                .start();
        String id = hub.client().scheduleNewOrchestrationInstance("Listener");

        hub.client().raiseEvent(id, "word", "one");
        hub.client().raiseEvent(id, "WORD", "two");
        hub.client().raiseEvent(id, "word", "three");

        // While an orchestrator waits, the SDK matches the name to the letter, so WORD may be taken last.
        assertThat(hub.completed(id).readOutputAs(String.class)).isIn("onetwothree", "onethreetwo");
    }

    @Test
    void an_event_that_does_not_come_in_time_is_cancelled_by_its_timer() throws Exception {
        hub.worker()
                .orchestrator("Impatient", ctx -> {
                    try {
                        ctx.waitForExternalEvent("never", Duration.ofMillis(100), String.class)
                                .await();
                        ctx.complete("came");
                    } catch (TaskCanceledException e) {
                        ctx.complete("gave up");
                    }
                })
                .start();

        assertThat(hub.run("Impatient", null)).isEqualTo("\"gave up\"");
    }

    @Test
    void an_event_sent_by_an_orchestrator_arrives_once_though_the_sdk_asks_again_each_turn() throws Exception {
        hub.worker()
                .orchestrator("Receiver", ctx -> {
                    int received = 0;
                    while (true) {
                        try {
                            ctx.waitForExternalEvent("ping", Duration.ofMillis(700), String.class)
                                    .await();
                            received++;
                        } catch (TaskCanceledException e) {
                            ctx.complete(received);
                            return;
                        }
                    }
                })
                .orchestrator("Sender", ctx -> {
                    ctx.sendEvent(ctx.getInput(String.class), "ping", "hi");
                    for (int i = 0; i < 5; i++) {
                        ctx.callActivity("Nothing").await();
                    }
                    ctx.complete("sent");
                })
                .activity("Nothing", ctx -> null)
                .start();
        String receiver = hub.client().scheduleNewOrchestrationInstance("Receiver");
        hub.client().waitForInstanceStart(receiver, HubFixture.PATIENCE);

        hub.run("Sender", receiver);

        assertThat(hub.completed(receiver).readOutputAs(Integer.class)).isEqualTo(1);
    }

    @Test
    void a_custom_status_shows_and_can_be_cleared() throws Exception {
        hub.worker()
                .orchestrator("Talker", ctx -> {
                    ctx.setCustomStatus("started");
                    ctx.waitForExternalEvent("go").await();
                    ctx.clearCustomStatus();
                    ctx.waitForExternalEvent("end").await();
                })
                .start();
        String id = hub.client().scheduleNewOrchestrationInstance("Talker");
        await().untilAsserted(() ->
                assertThat(hub.status(id).readCustomStatusAs(String.class)).isEqualTo("started"));

        hub.client().raiseEvent(id, "go");

        await().untilAsserted(
                        () -> assertThat(hub.status(id).isCustomStatusFetched()).isFalse());
    }

    @Test
    void terminate_ends_an_instance_at_once_with_its_output() throws Exception {
        hub.worker()
                .orchestrator(
                        "Waiter", ctx -> ctx.createTimer(Duration.ofDays(3)).await())
                .start();
        String id = hub.client().scheduleNewOrchestrationInstance("Waiter");
        hub.client().waitForInstanceStart(id, HubFixture.PATIENCE);

        hub.client().terminate(id, "enough");

        OrchestrationMetadata ended = hub.completed(id);
        assertThat(ended.getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.TERMINATED);
        assertThat(ended.readOutputAs(String.class)).isEqualTo("enough");
    }

    /** The SDK throws, and its worker's thread dies, when one batch holds a completing event and a termination. */
    @Test
    void a_termination_beside_the_completing_event_leaves_the_worker_alive() throws Exception {
        String id = hub.client().scheduleNewOrchestrationInstance("Gate");
        hub.client().raiseEvent(id, "open", "too late");
        hub.client().terminate(id, "enough");
        hub.worker()
                .orchestrator(
                        "Gate",
                        ctx -> ctx.complete(
                                ctx.waitForExternalEvent("open", String.class).await()))
                .start();

        String next = hub.client().scheduleNewOrchestrationInstance("Gate");
        hub.client().raiseEvent(next, "open", "in time");

        assertThat(hub.completed(next).readOutputAs(String.class)).isEqualTo("in time");
        assertThat(hub.completed(id).getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.TERMINATED);
    }

    @Test
    void a_suspended_instance_holds_its_events_until_it_is_resumed() throws Exception {
        hub.worker()
                .orchestrator(
                        "Pausable",
                        ctx -> ctx.complete(
                                ctx.waitForExternalEvent("go", String.class).await()))
                .start();
        String id = hub.client().scheduleNewOrchestrationInstance("Pausable");
        hub.client().waitForInstanceStart(id, HubFixture.PATIENCE);

        hub.client().suspendInstance(id);
        assertThat(hub.status(id).getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.SUSPENDED);
        hub.client().raiseEvent(id, "go", "later");
        assertThatThrownBy(() -> hub.client().waitForInstanceCompletion(id, Duration.ofMillis(300), false))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        hub.client().resumeInstance(id);

        assertThat(hub.completed(id).readOutputAs(String.class)).isEqualTo("later");
    }

    @Test
    void an_instance_is_pending_until_a_worker_has_taken_its_first_turn() throws Exception {
        String id = hub.client().scheduleNewOrchestrationInstance("Echo", "x");
        assertThat(hub.status(id).getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.PENDING);

        hub.worker()
                .orchestrator("Echo", ctx -> ctx.complete(ctx.getInput(String.class)))
                .start();

        assertThat(hub.completed(id).getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.COMPLETED);
    }

    @Test
    void a_running_instance_is_not_overwritten_but_a_finished_one_is() throws Exception {
        hub.worker()
                .orchestrator(
                        "Gate",
                        ctx -> ctx.complete(
                                ctx.waitForExternalEvent("open", String.class).await()))
                .start();
        hub.client().scheduleNewOrchestrationInstance("Gate", null, "gate-1");

        assertThatThrownBy(() -> hub.client().scheduleNewOrchestrationInstance("Gate", null, "gate-1"))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.ALREADY_EXISTS));

        hub.client().raiseEvent("gate-1", "open", "first");
        assertThat(hub.completed("gate-1").readOutputAs(String.class)).isEqualTo("first");
        hub.client().scheduleNewOrchestrationInstance("Gate", null, "gate-1");
        hub.client().raiseEvent("gate-1", "open", "second");
        assertThat(hub.completed("gate-1").readOutputAs(String.class)).isEqualTo("second");
    }

    @Test
    void an_orchestration_can_be_started_at_a_later_time() throws Exception {
        hub.worker()
                .orchestrator("Now", ctx -> ctx.complete(ctx.getCurrentInstant().toString()))
                .start();
        Instant later = Instant.now().plusMillis(600);

        String id = hub.client()
                .scheduleNewOrchestrationInstance("Now", new NewOrchestrationInstanceOptions().setStartTime(later));

        assertThat(hub.status(id).getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.PENDING);
        assertThat(Instant.parse(hub.completed(id).readOutputAs(String.class))).isAfterOrEqualTo(later.minusMillis(1));
    }

    @Test
    void an_operation_on_a_missing_instance_is_not_found_and_on_a_finished_one_refused() throws Exception {
        hub.worker().orchestrator("Quick", ctx -> ctx.complete("done")).start();
        String finished = hub.client().scheduleNewOrchestrationInstance("Quick");
        hub.completed(finished);

        assertThatThrownBy(() -> hub.client().raiseEvent("nobody", "x"))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
        assertThatThrownBy(() -> hub.client().terminate(finished, null))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION));
        assertThat(hub.client().getInstanceMetadata("nobody", true).isInstanceFound())
                .isFalse();
    }
}
