package dev.convoy.benchmarks.durable;

import dev.convoy.runtime.durable.engine.HubOptions;
import dev.convoy.runtime.durable.engine.HubThreads;
import dev.convoy.runtime.durable.engine.StartRequest;
import dev.convoy.runtime.durable.engine.TaskHub;
import dev.convoy.runtime.durable.history.InstanceId;
import dev.convoy.runtime.durable.store.JournalHubStore;
import dev.convoy.runtime.kit.journal.Journal.Sync;
import dev.convoy.runtime.kit.time.SystemTimers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** How long a hub takes to come back with many finished and running instances. */
final class RecoveryScenario {

    private RecoveryScenario() {}

    static String run(Path directory, int finished, int running) throws InterruptedException {
        HubCoreScenario.run(directory, Sync.NEVER, 0, finished);
        addRunning(directory, running);
        long begin = System.nanoTime();
        try (SystemTimers timers = new SystemTimers("benchmark-timers")) {
            TaskHub hub = open(directory, timers);
            int found = hub.images().join().size();
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
            hub.close();
            return String.format(
                    Locale.ROOT,
                    "recovery of %d instances (%d running): %.2f s",
                    found,
                    running,
                    elapsed.toNanos() / 1e9);
        }
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
}
