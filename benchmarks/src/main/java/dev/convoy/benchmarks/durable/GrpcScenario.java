package dev.convoy.benchmarks.durable;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.DurableTaskGrpcClientBuilder;
import com.microsoft.durabletask.DurableTaskGrpcWorker;
import com.microsoft.durabletask.DurableTaskGrpcWorkerBuilder;
import com.microsoft.durabletask.TaskActivity;
import com.microsoft.durabletask.TaskActivityFactory;
import com.microsoft.durabletask.TaskOrchestration;
import com.microsoft.durabletask.TaskOrchestrationFactory;
import dev.convoy.runtime.durable.DurableHub;
import dev.convoy.runtime.durable.DurableHubSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

/** The hub over gRPC, journal on disk, with the Durable Task SDK's own client and worker. */
final class GrpcScenario {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private GrpcScenario() {}

    static Measured run(Path directory, int warmUp, int count) throws InterruptedException {
        DurableHubSettings settings =
                DurableHubSettings.defaults().withGrpcPort(0).withDataDirectory(directory);
        try (DurableHub hub = DurableHub.start(settings);
                DurableTaskClient client =
                        new DurableTaskGrpcClientBuilder().port(hub.grpcPort()).build();
                DurableTaskGrpcWorker worker = worker(hub);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            worker.start();
            return Load.run(
                    "hub over gRPC, journal on disk, SDK's client and worker",
                    warmUp,
                    count,
                    64,
                    i -> CompletableFuture.runAsync(() -> workflow(client), clients));
        }
    }

    private static void workflow(DurableTaskClient client) {
        try {
            client.waitForInstanceCompletion(client.scheduleNewOrchestrationInstance("Five"), PATIENCE, false);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DurableTaskGrpcWorker worker(DurableHub hub) {
        return new DurableTaskGrpcWorkerBuilder()
                .port(hub.grpcPort())
                .addOrchestration(new Five())
                .addActivity(new One())
                .build();
    }

    /** The workflow as the SDK has it. */
    private static final class Five implements TaskOrchestrationFactory {
        @Override
        public String getName() {
            return "Five";
        }

        @Override
        public TaskOrchestration create() {
            return ctx -> {
                int sum = 0;
                for (int i = 0; i < Load.STEPS; i++) {
                    sum += ctx.callActivity("One", 1, Integer.class).await();
                }
                ctx.complete(sum);
            };
        }
    }

    private static final class One implements TaskActivityFactory {
        @Override
        public String getName() {
            return "One";
        }

        @Override
        public TaskActivity create() {
            return ctx -> ctx.getInput(Integer.class);
        }
    }
}
