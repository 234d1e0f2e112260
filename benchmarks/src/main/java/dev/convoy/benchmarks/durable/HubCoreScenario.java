package dev.convoy.benchmarks.durable;

import dev.convoy.runtime.durable.engine.ActivityResult;
import dev.convoy.runtime.durable.engine.ConnectionId;
import dev.convoy.runtime.durable.engine.HubOptions;
import dev.convoy.runtime.durable.engine.HubOptions.ReplayChecks;
import dev.convoy.runtime.durable.engine.HubThreads;
import dev.convoy.runtime.durable.engine.StartRequest;
import dev.convoy.runtime.durable.engine.TaskHub;
import dev.convoy.runtime.durable.engine.TurnResult;
import dev.convoy.runtime.durable.engine.WorkItem;
import dev.convoy.runtime.durable.engine.Worker;
import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.InstanceId;
import dev.convoy.runtime.durable.history.OrchestrationStatus;
import dev.convoy.runtime.durable.history.OrchestratorAction;
import dev.convoy.runtime.durable.store.JournalHubStore;
import dev.convoy.runtime.kit.journal.Journal.Sync;
import dev.convoy.runtime.kit.time.SystemTimers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The hub's core in process, journal on disk, with a worker that decides its turns by hand. */
final class HubCoreScenario {

    private HubCoreScenario() {}

    static Measured run(Path directory, Sync sync, int warmUp, int count) throws InterruptedException {
        ExecutorService hubThread = Executors.newSingleThreadExecutor();
        ExecutorService background = Executors.newSingleThreadExecutor();
        try (SystemTimers timers = new SystemTimers("benchmark-timers")) {
            TaskHub hub = TaskHub.open(
                    JournalHubStore.open(directory, sync),
                    HubOptions.defaults()
                            .withTurnsPerWorker(512)
                            .withActivitiesPerWorker(512)
                            .withReplayChecks(ReplayChecks.OFF),
                    timers,
                    new HubThreads(hubThread, background));
            hub.connect(new HandWorker(hub));
            AtomicLong ids = new AtomicLong();
            String name = "hub core in process, journal on disk, sync " + sync;
            Measured measured = Load.run(name, warmUp, count, 512, i -> workflow(hub, ids.incrementAndGet()));
            hub.close();
            return measured;
        } finally {
            hubThread.shutdown();
            hubThread.awaitTermination(10, TimeUnit.SECONDS);
            background.shutdown();
        }
    }

    private static CompletableFuture<?> workflow(TaskHub hub, long number) {
        InstanceId id = new InstanceId("w-" + number);
        return hub.start(new StartRequest(id, "Five", null, "0", null)).thenCompose(started -> hub.awaitCompletion(id));
    }

    /** Answers on the hub's thread at once: what is measured is the hub. */
    private record HandWorker(TaskHub hub) implements Worker {

        @Override
        public ConnectionId connection() {
            return new ConnectionId(1);
        }

        @Override
        public void accept(WorkItem item) {
            CompletableFuture<Boolean> unused =
                    switch (item) {
                        case WorkItem.OrchestratorTurn turn ->
                            hub.completeTurn(
                                    new TurnResult(turn.instanceId(), List.of(next(turn)), null), connection());
                        case WorkItem.ActivityCall call ->
                            hub.completeActivity(
                                    new ActivityResult(call.instanceId(), call.taskId(), "1", null), connection());
                    };
        }

        private static OrchestratorAction next(WorkItem.OrchestratorTurn turn) {
            int step = !turn.fresh().isEmpty() && turn.fresh().getLast() instanceof HistoryEvent.TaskCompleted completed
                    ? completed.taskScheduledId() + 1
                    : 0;
            return step < Load.STEPS
                    ? new OrchestratorAction.ScheduleTask(step, "One", null, "1")
                    : new OrchestratorAction.CompleteOrchestration(
                            step, OrchestrationStatus.COMPLETED, "5", null, List.of(), null);
        }
    }
}
