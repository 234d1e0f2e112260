package dev.convoy.benchmarks.durable;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.DurableTaskGrpcClientBuilder;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import dev.convoy.benchmarks.host.SampleHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

/** Five activities of the staged sample app in its worker's JVM, journal on disk: the whole way an order's saga goes. */
final class StagedScenario {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private StagedScenario() {}

    static Measured run(Path directory, int warmUp, int count, int atOnce) throws InterruptedException {
        try (SampleHost host = SampleHost.start(directory);
                DurableTaskClient client =
                        new DurableTaskGrpcClientBuilder().port(host.hubPort()).build();
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            return Load.run(
                    "staged functions in a child JVM, journal on disk, " + atOnce + " at once",
                    warmUp,
                    count,
                    atOnce,
                    i -> CompletableFuture.runAsync(() -> workflow(client), clients));
        }
    }

    private static void workflow(DurableTaskClient client) {
        try {
            OrchestrationMetadata done = client.waitForInstanceCompletion(
                    client.scheduleNewOrchestrationInstance("Chain", "x"), PATIENCE, true);
            if (done.getRuntimeStatus() != OrchestrationRuntimeStatus.COMPLETED
                    || !"x.....".equals(done.readOutputAs(String.class))) {
                throw new IllegalStateException("an orchestration ended as " + done);
            }
        } catch (TimeoutException late) {
            throw new IllegalStateException(late);
        }
    }
}
