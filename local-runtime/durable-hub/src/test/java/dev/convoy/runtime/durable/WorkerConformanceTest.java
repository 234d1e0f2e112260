package dev.convoy.runtime.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import com.microsoft.durabletask.CompositeTaskFailedException;
import com.microsoft.durabletask.DurableTaskGrpcWorker;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import com.microsoft.durabletask.RetryHandler;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskOptions;
import dev.convoy.runtime.durable.engine.HubOptions;
import dev.convoy.runtime.durable.engine.HubOptions.ReplayChecks;
import dev.convoy.runtime.durable.engine.NonDeterminism;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What orchestrators and activities may do in the SDK's worker, and what happens when workers come, go and misbehave. */
@FromSdk(DurableTaskGrpcWorker.class)
class WorkerConformanceTest {

    private HubFixture hub = HubFixture.start();

    @AfterEach
    void stop() throws Exception {
        hub.close();
    }

    @Test
    void any_of_several_tasks_ends_the_wait() throws Exception {
        hub.worker()
                .orchestrator("Race", ctx -> {
                    Task<String> event = ctx.waitForExternalEvent("never", String.class);
                    Task<Void> timer = ctx.createTimer(Duration.ofMillis(50));
                    Task<?> winner = ctx.anyOf(event, timer).await();
                    ctx.complete(winner == timer ? "timer" : "event");
                })
                .start();

        assertThat(hub.run("Race", null)).isEqualTo("\"timer\"");
    }

    @Test
    void human_interaction_ends_with_the_answer_or_the_deadline_whichever_is_first() throws Exception {
        hub.worker()
                .orchestrator("Approval", ctx -> {
                    Task<Boolean> answer = ctx.waitForExternalEvent("approve", Boolean.class);
                    Task<Void> deadline = ctx.createTimer(Duration.ofHours(1));
                    ctx.anyOf(answer, deadline).await();
                    ctx.complete(answer.isDone() ? "answered " + answer.await() : "escalated");
                })
                .start();
        String id = hub.client().scheduleNewOrchestrationInstance("Approval");

        hub.client().raiseEvent(id, "approve", true);

        assertThat(hub.completed(id).readOutputAs(String.class)).isEqualTo("answered true");
    }

    @Test
    void all_of_several_tasks_fail_together_with_each_failure() throws Exception {
        hub.worker()
                .orchestrator("Batch", ctx -> {
                    List<Task<Integer>> tasks = new ArrayList<>();
                    for (int i = 0; i < 4; i++) {
                        tasks.add(ctx.callActivity("OddFails", i, Integer.class));
                    }
                    try {
                        ctx.allOf(tasks).await();
                    } catch (CompositeTaskFailedException e) {
                        ctx.complete(e.getExceptions().size());
                    }
                })
                .activity("OddFails", ctx -> {
                    if (ctx.getInput(int.class) % 2 == 1) {
                        throw new IllegalStateException("odd");
                    }
                    return 0;
                })
                .start();

        assertThat(hub.run("Batch", null)).isEqualTo("2");
    }

    @Test
    void a_retry_handler_decides_how_often_to_try() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        RetryHandler twice = context -> context.getLastAttemptNumber() < 3;
        hub.worker()
                .orchestrator("Handled", ctx -> {
                    ctx.callActivity("Fails", null, new TaskOptions(twice), Void.class)
                            .await();
                })
                .activity("Fails", ctx -> {
                    attempts.incrementAndGet();
                    throw new IllegalStateException("again");
                })
                .start();

        OrchestrationMetadata ended = hub.completed(hub.client().scheduleNewOrchestrationInstance("Handled"));

        assertThat(ended.getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.FAILED);
        assertThat(attempts).hasValue(3);
    }

    @Test
    void random_ids_and_the_current_time_are_the_same_in_every_replay() throws Exception {
        Set<UUID> ids = ConcurrentHashMap.newKeySet();
        Set<Object> times = ConcurrentHashMap.newKeySet();
        hub.worker()
                .orchestrator("Stable", ctx -> {
                    ids.add(ctx.newUUID());
                    times.add(ctx.getCurrentInstant());
                    for (int i = 0; i < 3; i++) {
                        ctx.callActivity("Nothing").await();
                    }
                    ctx.complete("done");
                })
                .activity("Nothing", ctx -> null)
                .start();

        hub.run("Stable", null);

        assertThat(ids).hasSize(1);
        assertThat(times).hasSize(1);
    }

    @Test
    void a_replay_is_told_apart_from_the_first_run() throws Exception {
        List<Boolean> first = new ArrayList<>();
        hub.worker()
                .orchestrator("Replayed", ctx -> {
                    boolean before = ctx.getIsReplaying();
                    ctx.callActivity("Nothing").await();
                    if (!ctx.getIsReplaying()) {
                        first.add(before);
                        ctx.complete("done");
                    }
                })
                .activity("Nothing", ctx -> null)
                .start();

        hub.run("Replayed", null);

        assertThat(first).containsExactly(true);
    }

    @Test
    void sub_orchestrations_fan_out() throws Exception {
        hub.worker()
                .orchestrator("Parent", ctx -> {
                    List<Task<Integer>> children = new ArrayList<>();
                    for (int i = 0; i < 10; i++) {
                        children.add(ctx.callSubOrchestrator("Square", i, Integer.class));
                    }
                    ctx.complete(ctx.allOf(children).await().stream()
                            .mapToInt(n -> n)
                            .sum());
                })
                .orchestrator("Square", ctx -> {
                    int n = ctx.getInput(int.class);
                    ctx.complete(n * n);
                })
                .start();

        assertThat(hub.run("Parent", null)).isEqualTo("285");
    }

    @Test
    void a_monitor_loops_by_continue_as_new_and_timers_until_it_sees_the_end() throws Exception {
        AtomicInteger polls = new AtomicInteger();
        hub.worker()
                .orchestrator("Monitor", ctx -> {
                    if (ctx.callActivity("Poll", null, Boolean.class).await()) {
                        ctx.complete("seen");
                    } else {
                        ctx.createTimer(Duration.ofMillis(10)).await();
                        ctx.continueAsNew(null);
                    }
                })
                .activity("Poll", ctx -> polls.incrementAndGet() >= 5)
                .start();

        assertThat(hub.run("Monitor", null)).isEqualTo("\"seen\"");
        assertThat(polls).hasValue(5);
    }

    @Test
    void work_goes_on_at_another_worker_when_one_is_lost() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        DurableTaskGrpcWorker lost = hub.worker()
                .orchestrator(
                        "Work",
                        ctx -> ctx.complete(
                                ctx.callActivity("Step", null, String.class).await()))
                .activity("Step", ctx -> {
                    begun.countDown();
                    awaitQuietly(never);
                    return "from the lost worker";
                })
                .start();
        String id = hub.client().scheduleNewOrchestrationInstance("Work");
        begun.await();

        lost.close();
        hub.worker()
                .orchestrator(
                        "Work",
                        ctx -> ctx.complete(
                                ctx.callActivity("Step", null, String.class).await()))
                .activity("Step", ctx -> "from the other")
                .start();

        assertThat(hub.completed(id).readOutputAs(String.class)).isEqualTo("from the other");
        never.countDown();
    }

    @Test
    void two_workers_share_the_work() throws Exception {
        Set<Integer> busy = ConcurrentHashMap.newKeySet();
        CountDownLatch both = new CountDownLatch(2);
        for (int worker = 0; worker < 2; worker++) {
            int number = worker;
            hub.worker()
                    .orchestrator("Pair", ctx -> {
                        List<Task<Void>> tasks = new ArrayList<>();
                        for (int i = 0; i < 4; i++) {
                            tasks.add(ctx.callActivity("Meet", null, Void.class));
                        }
                        ctx.allOf(tasks).await();
                        ctx.complete("met");
                    })
                    .activity("Meet", ctx -> {
                        if (busy.add(number)) {
                            both.countDown();
                        }
                        awaitQuietly(both);
                        return null;
                    })
                    .start();
        }

        assertThat(hub.run("Pair", null)).isEqualTo("\"met\"");
        assertThat(busy).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void an_orchestrator_that_changes_its_mind_is_reported_and_fails() throws Exception {
        AtomicInteger replays = new AtomicInteger();
        restartHub(ReplayChecks.EVERY_TURN);
        hub.worker()
                .orchestrator("Fickle", ctx -> {
                    String activity = replays.getAndIncrement() == 0 ? "Buy" : "Sell";
                    ctx.callActivity(activity, "gold", String.class).await();
                    ctx.waitForExternalEvent("end").await();
                })
                .activity("Buy", ctx -> "bought")
                .activity("Sell", ctx -> "sold")
                .start();

        OrchestrationMetadata ended = hub.completed(hub.client().scheduleNewOrchestrationInstance("Fickle"));

        assertThat(ended.getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.FAILED);
        assertThat(ended.getFailureDetails().getErrorMessage())
                .contains(ended.getInstanceId())
                .contains("step 0")
                .contains("expected activity 'Buy' with input \"gold\"")
                .contains("got activity 'Sell' with input \"gold\"");
        assertThat(hub.hub().nonDeterminisms())
                .extracting(NonDeterminism::step, NonDeterminism::orchestrator)
                .contains(tuple(0, "Fickle"));
    }

    @Test
    void replays_to_compare_do_not_disturb_an_honest_orchestrator() throws Exception {
        restartHub(ReplayChecks.EVERY_TURN);
        hub.worker()
                .orchestrator("Honest", ctx -> {
                    ctx.callActivity("Nothing").await();
                    ctx.createTimer(Duration.ofMillis(5)).await();
                    ctx.sendEvent("nobody", "hello", ctx.newUUID().toString());
                    ctx.callSubOrchestrator("Child", "x", String.class).await();
                    ctx.complete("done");
                })
                .orchestrator("Child", ctx -> ctx.complete(ctx.getInput(String.class)))
                .activity("Nothing", ctx -> null)
                .start();

        assertThat(hub.run("Honest", null)).isEqualTo("\"done\"");
        assertThat(hub.hub().nonDeterminisms()).isEmpty();
    }

    @Test
    void a_result_that_cannot_be_deserialised_stalls_the_sdk_and_is_reported() throws Exception {
        restart(HubOptions.defaults().withStallAfter(Duration.ofMillis(200)));
        hub.worker()
                .orchestrator(
                        "Typed",
                        ctx -> ctx.complete(
                                ctx.callActivity("Text", null, Integer.class).await()))
                .activity("Text", ctx -> "not a number")
                .start();
        String id = hub.client().scheduleNewOrchestrationInstance("Typed");

        await().atMost(HubFixture.PATIENCE)
                .untilAsserted(
                        () -> assertThat(hub.hub().stalled()).singleElement().satisfies(stall -> {
                            assertThat(stall.instanceId().value()).isEqualTo(id);
                            assertThat(stall.message()).contains("Typed", id, "activity 'Text' (#0)", "deserialised");
                        }));
    }

    @Test
    void an_orchestrator_that_waits_for_an_event_goes_on_after_the_watchdog_has_looked() throws Exception {
        restart(HubOptions.defaults().withStallAfter(Duration.ofMillis(50)));
        hub.worker()
                .orchestrator("Patient", ctx -> {
                    ctx.callActivity("Nothing").await();
                    ctx.complete(ctx.waitForExternalEvent("end", String.class).await());
                })
                .activity("Nothing", ctx -> null)
                .start();
        String id = hub.client().scheduleNewOrchestrationInstance("Patient");
        await().until(() -> !hub.hub().stalled().isEmpty());

        hub.client().raiseEvent(id, "end", "here");

        assertThat(hub.completed(id).readOutputAs(String.class)).isEqualTo("here");
        assertThat(hub.hub().stalled()).isEmpty();
    }

    private void restartHub(ReplayChecks checks) throws Exception {
        restart(HubOptions.defaults().withReplayChecks(checks));
    }

    private void restart(HubOptions options) throws Exception {
        hub.close();
        hub = HubFixture.start(settings -> settings.withOptions(options));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
