package dev.convoy.runtime.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.DurableTaskGrpcClientBuilder;
import com.microsoft.durabletask.DurableTaskGrpcWorker;
import com.microsoft.durabletask.DurableTaskGrpcWorkerBuilder;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import com.microsoft.durabletask.TaskActivity;
import com.microsoft.durabletask.TaskActivityFactory;
import com.microsoft.durabletask.TaskOrchestration;
import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.TaskOrchestrationFactory;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub's process killed in the middle of its work, again and again. {@code -Dconvoy.kills=100} makes a long run of the short one.
 */
class KillTest {

    private static final int KILLS = Integer.getInteger("convoy.kills", 4);
    private static final int PER_LIFE = 25;
    private static final int STEPS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How often each step of each orchestration ran. */
    private final Map<String, Integer> effects = new ConcurrentHashMap<>();

    @TempDir
    Path data;

    @Test
    void every_orchestration_acknowledged_before_a_kill_ends_right_after_it() throws Exception {
        List<String> acknowledged = new ArrayList<>();

        for (int life = 0; life < KILLS; life++) {
            HubProcess hub = HubProcess.start(data);
            try (DurableTaskGrpcWorker worker = worker(hub);
                    DurableTaskClient client = client(hub)) {
                worker.start();
                startSome(client, life, acknowledged);
                awaitEffects((life + 1) * PER_LIFE);
            } finally {
                hub.kill();
            }
        }

        HubProcess hub = HubProcess.start(data);
        try (DurableTaskGrpcWorker worker = worker(hub);
                DurableTaskClient client = client(hub)) {
            worker.start();
            for (String id : acknowledged) {
                assertEndedRight(client, id);
            }
        } finally {
            hub.kill();
        }
        assertThat(acknowledged).hasSize(KILLS * PER_LIFE);
        assertThat(effects).hasSize(KILLS * PER_LIFE * STEPS);
    }

    private static void startSome(DurableTaskClient client, int life, List<String> acknowledged) {
        for (int i = 0; i < PER_LIFE; i++) {
            String id = "life-" + life + "-" + i;
            try {
                acknowledged.add(client.scheduleNewOrchestrationInstance("Steps", id, id));
            } catch (StatusRuntimeException e) {
                throw new AssertionError("the hub refused " + id, e);
            }
        }
    }

    /** Lets the worker get somewhere, but not to the end of everything. */
    private void awaitEffects(int count) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> effects.size() >= count);
    }

    private void assertEndedRight(DurableTaskClient client, String id) throws TimeoutException {
        OrchestrationMetadata ended = client.waitForInstanceCompletion(id, PATIENCE, true);
        assertThat(ended.getRuntimeStatus()).as(id).isEqualTo(OrchestrationRuntimeStatus.COMPLETED);
        assertThat(ended.readOutputAs(Integer.class)).as(id).isEqualTo(STEPS);
        for (int step = 0; step < STEPS; step++) {
            assertThat(effects).containsKey(id + "/" + step);
        }
    }

    private DurableTaskClient client(HubProcess hub) {
        return new DurableTaskGrpcClientBuilder().port(hub.grpcPort()).build();
    }

    private DurableTaskGrpcWorker worker(HubProcess hub) {
        return new DurableTaskGrpcWorkerBuilder()
                .port(hub.grpcPort())
                .addOrchestration(new Steps())
                .addActivity(new Count())
                .build();
    }

    private static final class Steps implements TaskOrchestrationFactory {
        @Override
        public String getName() {
            return "Steps";
        }

        @Override
        public TaskOrchestration create() {
            return Steps::run;
        }

        private static void run(TaskOrchestrationContext ctx) {
            int sum = 0;
            for (int step = 0; step < STEPS; step++) {
                ctx.createTimer(Duration.ofMillis(2)).await();
                String effect = ctx.getInput(String.class) + "/" + step;
                sum += ctx.callActivity("Count", effect, Integer.class).await();
            }
            ctx.complete(sum);
        }
    }

    private final class Count implements TaskActivityFactory {
        @Override
        public String getName() {
            return "Count";
        }

        @Override
        public TaskActivity create() {
            return ctx -> {
                effects.merge(ctx.getInput(String.class), 1, Integer::sum);
                return 1;
            };
        }
    }
}
