package dev.convoy.benchmarks.durable;

import dev.convoy.runtime.durable.engine.HubOptions;
import dev.convoy.runtime.durable.engine.HubThreads;
import dev.convoy.runtime.durable.engine.StartRequest;
import dev.convoy.runtime.durable.engine.TaskHub;
import dev.convoy.runtime.durable.history.InstanceId;
import dev.convoy.runtime.durable.store.JournalHubStore;
import dev.convoy.runtime.kit.journal.Journal.Sync;
import dev.convoy.runtime.kit.time.SystemTimers;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/** How long a hub takes to come back with many finished and running instances. */
final class RecoveryScenario {

    private RecoveryScenario() {}

    static Recovered run(Path directory, int finished, int running) throws InterruptedException {
        HubCoreScenario.run(directory, Sync.NEVER, 0, finished);
        addRunning(directory, running);
        long begin = System.nanoTime();
        long cpuBegin = cpuNanos();
        try (SystemTimers timers = new SystemTimers("benchmark-timers")) {
            TaskHub hub = open(directory, timers);
            boolean answers = hub.find(new InstanceId("r-0")).join().isPresent();
            long nanos = System.nanoTime() - begin;
            long cpu = cpuNanos() - cpuBegin;
            int found = hub.images().join().size();
            hub.close();
            if (!answers) {
                throw new IllegalStateException("the hub came back without an instance it had acknowledged");
            }
            return new Recovered(found, nanos / 1e9, cpu / 1e9);
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void addRunning(Path directory, int running) {
        try (SystemTimers timers = new SystemTimers("benchmark-timers")) {
            TaskHub hub = open(directory, timers);
            for (int i = 0; i < running; i++) {
                hub.start(new StartRequest(new InstanceId("r-" + i), "Waiting", null, "\"input of " + i + "\"", null))
                        .join();
                hub.raiseEvent(new InstanceId("r-" + i), "event", "\"payload\"").join();
            }
            hub.close();
        }
    }

    private static TaskHub open(Path directory, SystemTimers timers) {
        return TaskHub.open(
                JournalHubStore.open(directory, Sync.NEVER), HubOptions.defaults(), timers, HubThreads.caller());
    }

    /** How many instances came back, and how long the first answer took. */
    record Recovered(int instances, double seconds, double processorSeconds) {}
}
