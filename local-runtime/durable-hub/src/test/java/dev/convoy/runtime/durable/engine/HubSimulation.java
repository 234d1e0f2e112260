package dev.convoy.runtime.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.runtime.durable.grpc.SdkTurns;
import dev.convoy.runtime.durable.history.InstanceId;
import dev.convoy.runtime.durable.history.InstanceImage;
import dev.convoy.runtime.durable.history.OrchestrationStatus;
import dev.convoy.runtime.durable.history.TaskFailure;
import dev.convoy.runtime.durable.store.JournalHubStore;
import dev.convoy.runtime.kit.time.ManualTimers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A hub, its workers and its clients on one thread, a manual clock and one seed. The hub dies when its journal does and is opened again
 * from what the journal kept; whatever it had acknowledged must then be there.
 */
final class HubSimulation {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MOST_STEPS = 20_000;

    private final Random random;
    private final Path histories;
    private final HubOptions options;
    private final Map<InstanceId, String> plans = new LinkedHashMap<>();
    private final Set<InstanceId> acknowledged = new HashSet<>();
    private final Set<InstanceId> terminated = new HashSet<>();
    private final Set<String> flakyTried = new HashSet<>();
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private long connections;
    private CrashingJournal journal = new CrashingJournal();
    private ManualTimers timers = new ManualTimers(START);
    private TaskHub hub;
    private int crashes;

    HubSimulation(long seed, Path histories, HubOptions options) {
        this.random = new Random(seed);
        this.histories = histories;
        this.options = options;
        this.hub = open(journal);
        connectWorker();
    }

    /** Dies after that many records in all, once. */
    HubSimulation crashingAfter(long records) {
        journal.crashAfter(records);
        return this;
    }

    long records() {
        return journal.appended();
    }

    int crashes() {
        return crashes;
    }

    /** Starts that many random orchestrations, lets chance have its way, then lets all of them end and checks them. */
    void run(int orchestrations) {
        for (int i = 0; i < orchestrations; i++) {
            InstanceId id = new InstanceId("plan-" + i);
            plans.put(id, SimulatedPlan.random(random, 1 + random.nextInt(8)));
            start(id);
        }
        for (int step = 0; step < orchestrations * 40; step++) {
            disturb();
        }
        settle();
        checkOutcomes();
        checkReplay();
    }

    /** What a second hub makes of the same journal must be what this one holds. */
    void checkReplay() {
        List<InstanceImage> live = hub.images().join();
        TaskHub second = open(journal.reopened());
        assertThat(second.images().join()).isEqualTo(live);
    }

    private void disturb() {
        switch (random.nextInt(20)) {
            case 0 -> timers.advance(Duration.ofSeconds(random.nextInt(120)));
            case 1 -> ask(hub.raiseEvent(anyId(), "go", "\"now\""));
            case 2 -> ask(hub.suspend(anyId(), "chance"));
            case 3, 4 -> ask(hub.resume(anyId(), "chance"));
            case 5 -> connectWorker();
            case 6 -> loseWorker();
            case 7 -> answerFromTheDead();
            case 8 -> terminateSeldom();
            default -> work();
        }
        reopenIfDead();
    }

    private void settle() {
        for (int step = 0; step < MOST_STEPS; step++) {
            reopenIfDead();
            plans.keySet().forEach(id -> start(id));
            plans.keySet().forEach(id -> ask(hub.resume(id, "end")));
            if (workers.stream().noneMatch(SimulatedWorker::isAlive)) {
                connectWorker();
            }
            boolean worked = work();
            reopenIfDead();
            if (!worked) {
                Optional<Instant> next = timers.nextAt();
                if (next.isEmpty() || allEnded()) {
                    return;
                }
                timers.advance(
                        Duration.between(timers.clock().instant(), next.get()).plusMillis(1));
            }
        }
        throw new AssertionError("does not come to an end: " + hub.images().join());
    }

    private void checkOutcomes() {
        assertThat(hub.nonDeterminisms().join()).isEmpty();
        plans.forEach((id, plan) -> {
            InstanceStatus status = hub.find(id).join().orElseThrow();
            if (terminated.contains(id)) {
                assertThat(status.status()).isEqualTo(OrchestrationStatus.TERMINATED);
            } else if (status.status() != OrchestrationStatus.TERMINATED) {
                assertThat(status.status()).as("%s %s %s", id, plan, status).isEqualTo(OrchestrationStatus.COMPLETED);
                assertThat(status.output()).as("%s %s", id, plan).isEqualTo(Long.toString(SimulatedPlan.outcome(plan)));
            }
        });
    }

    private void start(InstanceId id) {
        if (acknowledged.contains(id)) {
            return;
        }
        String input = "\"" + SimulatedPlan.input(plans.get(id), 0) + "\"";
        if (ask(hub.start(new StartRequest(id, "plan", null, input, null)))) {
            acknowledged.add(id);
        }
    }

    private void terminateSeldom() {
        InstanceId id = anyId();
        if (random.nextInt(10) == 0 && !terminated.contains(id)) {
            CompletableFuture<OperationOutcome> outcome = hub.terminate(id, "\"chance\"", random.nextBoolean());
            if (ask(outcome) && outcome.join() instanceof OperationOutcome.Accepted) {
                terminated.add(id);
            }
        }
    }

    private boolean allEnded() {
        return hub.images().join().stream().allMatch(image -> image.progress().terminalStatus() != null);
    }

    private boolean work() {
        List<SimulatedWorker> busy =
                workers.stream().filter(SimulatedWorker::hasWork).toList();
        if (busy.isEmpty()) {
            return false;
        }
        busy.get(random.nextInt(busy.size())).workOnce();
        return true;
    }

    /** A worker that was cut off answers over its old connection: nobody must listen. */
    private void answerFromTheDead() {
        workers.stream()
                .filter(worker -> !worker.isAlive() && !worker.items.isEmpty())
                .findAny()
                .ifPresent(SimulatedWorker::workOnce);
    }

    private void connectWorker() {
        SimulatedWorker worker = new SimulatedWorker(new ConnectionId(++connections));
        workers.add(worker);
        hub.connect(worker);
    }

    private void loseWorker() {
        workers.stream().filter(SimulatedWorker::isAlive).findAny().ifPresent(worker -> {
            worker.lostBy = hub;
            hub.disconnect(worker);
        });
    }

    private void reopenIfDead() {
        if (journal.isDead()) {
            crashes++;
            journal = journal.reopened();
            timers = new ManualTimers(timers.clock().instant());
            workers.clear();
            hub = open(journal);
            acknowledged.forEach(id -> assertThat(hub.find(id).join())
                    .as("acknowledged start of %s", id)
                    .isPresent());
            terminated.forEach(
                    id -> assertThat(hub.find(id).join().orElseThrow().status())
                            .as("acknowledged end of %s", id)
                            .isEqualTo(OrchestrationStatus.TERMINATED));
            connectWorker();
        }
    }

    private TaskHub open(CrashingJournal from) {
        return TaskHub.open(JournalHubStore.over(from, histories), options, timers, HubThreads.caller());
    }

    private InstanceId anyId() {
        return new InstanceId("plan-" + random.nextInt(plans.size()));
    }

    /** Whether the hub answered at all; it does not when it dies meanwhile. */
    private boolean ask(CompletableFuture<?> call) {
        assertThat(call).isDone();
        return !call.isCompletedExceptionally();
    }

    /** A worker that does its items in random order when told to. */
    private final class SimulatedWorker implements Worker {

        private final ConnectionId connection;
        private final List<WorkItem> items = new ArrayList<>();
        private @Nullable TaskHub lostBy;

        SimulatedWorker(ConnectionId connection) {
            this.connection = connection;
        }

        boolean isAlive() {
            return lostBy == null;
        }

        boolean hasWork() {
            return isAlive() && !items.isEmpty();
        }

        @Override
        public ConnectionId connection() {
            return connection;
        }

        @Override
        public void accept(WorkItem item) {
            items.add(item);
        }

        void workOnce() {
            WorkItem item = items.remove(random.nextInt(items.size()));
            switch (item) {
                case WorkItem.OrchestratorTurn turn ->
                    ask(hub.completeTurn(SdkTurns.run(turn, SimulatedPlan::run), connection));
                case WorkItem.ActivityCall call -> ask(hub.completeActivity(answer(call), connection));
            }
        }

        private ActivityResult answer(WorkItem.ActivityCall call) {
            boolean fails = call.name().equals("fail")
                    || (call.name().equals("flaky") && flakyTried.add(call.instanceId() + "/" + call.executionId()));
            TaskFailure failure = fails ? TaskFailure.of("Simulated", "on purpose") : null;
            String result = call.name().equals("flaky") ? "7" : "1";
            return new ActivityResult(call.instanceId(), call.taskId(), fails ? null : result, failure);
        }
    }
}
