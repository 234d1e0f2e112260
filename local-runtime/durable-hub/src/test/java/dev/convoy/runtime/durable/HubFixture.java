package dev.convoy.runtime.durable;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.DurableTaskGrpcClientBuilder;
import com.microsoft.durabletask.DurableTaskGrpcWorker;
import com.microsoft.durabletask.DurableTaskGrpcWorkerBuilder;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.TaskActivity;
import com.microsoft.durabletask.TaskActivityFactory;
import com.microsoft.durabletask.TaskOrchestration;
import com.microsoft.durabletask.TaskOrchestrationFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A hub on free ports with the SDK's client, and workers as asked for. Closing it closes all of them. */
final class HubFixture implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final DurableHub hub;
    private final DurableTaskClient client;

    private HubFixture(DurableHub hub) {
        this.hub = hub;
        parts.push(hub);
        client = new DurableTaskGrpcClientBuilder().port(hub.grpcPort()).build();
        parts.push(client);
    }

    static HubFixture start() {
        return start(UnaryOperator.identity());
    }

    static HubFixture start(UnaryOperator<DurableHubSettings> settings) {
        return new HubFixture(
                DurableHub.start(settings.apply(DurableHubSettings.defaults().withGrpcPort(0))));
    }

    DurableHub hub() {
        return hub;
    }

    DurableTaskClient client() {
        return client;
    }

    Workload worker() {
        return new Workload(new DurableTaskGrpcWorkerBuilder().port(hub.grpcPort()));
    }

    String run(String orchestrator, Object input) throws TimeoutException {
        return completed(client.scheduleNewOrchestrationInstance(orchestrator, input))
                .getSerializedOutput();
    }

    OrchestrationMetadata completed(String instanceId) throws TimeoutException {
        return client.waitForInstanceCompletion(instanceId, PATIENCE, true);
    }

    OrchestrationMetadata status(String instanceId) {
        return client.getInstanceMetadata(instanceId, true);
    }

    @Override
    public void close() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    /** A worker being put together. */
    final class Workload {

        private final DurableTaskGrpcWorkerBuilder builder;

        private Workload(DurableTaskGrpcWorkerBuilder builder) {
            this.builder = builder;
        }

        Workload orchestrator(String name, TaskOrchestration orchestration) {
            builder.addOrchestration(new TaskOrchestrationFactory() {
                @Override
                public String getName() {
                    return name;
                }

                @Override
                public TaskOrchestration create() {
                    return orchestration;
                }
            });
            return this;
        }

        Workload activity(String name, TaskActivity activity) {
            builder.addActivity(new TaskActivityFactory() {
                @Override
                public String getName() {
                    return name;
                }

                @Override
                public TaskActivity create() {
                    return activity;
                }
            });
            return this;
        }

        Workload with(Consumer<DurableTaskGrpcWorkerBuilder> change) {
            change.accept(builder);
            return this;
        }

        DurableTaskGrpcWorker start() {
            DurableTaskGrpcWorker worker = builder.build();
            Thread thread = new Thread(worker::startAndBlock, "sdk-worker");
            thread.setDaemon(true);
            thread.start();
            parts.push(thread::interrupt); // after its close the worker would try again for ever
            parts.push(worker);
            return worker;
        }
    }
}
