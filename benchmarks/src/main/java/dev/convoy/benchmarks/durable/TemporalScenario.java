package dev.convoy.benchmarks.durable;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The same workflow on Temporal's in-memory Java test server with Temporal's own worker, as its documentation sets it up. */
final class TemporalScenario {

    private static final String QUEUE = "five";

    private TemporalScenario() {}

    static Measured run(int warmUp, int count) throws InterruptedException {
        try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Worker worker = environment.newWorker(QUEUE);
            worker.registerWorkflowImplementationTypes(FiveImplementation.class);
            worker.registerActivitiesImplementations(new OneImplementation());
            environment.start();
            WorkflowClient client = environment.getWorkflowClient();
            return Load.run(
                    "Temporal in-memory test server (no journal)",
                    warmUp,
                    count,
                    64,
                    i -> CompletableFuture.runAsync(() -> workflow(client), clients));
        }
    }

    private static void workflow(WorkflowClient client) {
        int sum = client.newWorkflowStub(
                        Five.class,
                        WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build())
                .run();
        if (sum != Load.STEPS) {
            throw new IllegalStateException("the workflow came to " + sum);
        }
    }

    /** The workflow. */
    @WorkflowInterface
    public interface Five {
        @WorkflowMethod
        int run();
    }

    /** The activity. */
    @ActivityInterface
    public interface One {
        int one(int value);
    }

    /** Five activities one after another. */
    public static final class FiveImplementation implements Five {

        private final One activity = Workflow.newActivityStub(
                One.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                        .build());

        @Override
        public int run() {
            int sum = 0;
            for (int i = 0; i < Load.STEPS; i++) {
                sum += activity.one(1);
            }
            return sum;
        }
    }

    /** Answers what it is given. */
    public static final class OneImplementation implements One {
        @Override
        public int one(int value) {
            return value;
        }
    }
}
