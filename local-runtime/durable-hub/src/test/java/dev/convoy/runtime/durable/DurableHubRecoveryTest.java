package dev.convoy.runtime.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import com.microsoft.durabletask.TaskOrchestration;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that goes and comes back on the same data directory. */
class DurableHubRecoveryTest {

    private static final TaskOrchestration STEPS = ctx -> {
        String event = ctx.waitForExternalEvent("go", String.class).await();
        ctx.createTimer(Duration.ofMillis(200)).await();
        ctx.complete(ctx.callActivity("Shout", event, String.class).await());
    };

    @TempDir
    Path data;

    @Test
    void everything_acknowledged_is_there_after_a_restart() throws Exception {
        try (HubFixture hub = HubFixture.start(s -> s.withDataDirectory(data))) {
            hub.client().scheduleNewOrchestrationInstance("Steps", "in", "steps");
            hub.client().scheduleNewOrchestrationInstance("Steps", "in", "ended");
            hub.client().raiseEvent("steps", "go", "loud");
            hub.client().terminate("ended", "stop");
        }

        try (HubFixture hub = HubFixture.start(s -> s.withDataDirectory(data))) {
            assertThat(hub.status("ended").getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.TERMINATED);
            assertThat(hub.status("steps").getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.PENDING);
            hub.worker()
                    .orchestrator("Steps", STEPS)
                    .activity("Shout", ctx -> ctx.getInput(String.class).toUpperCase(java.util.Locale.ROOT))
                    .start();
            assertThat(hub.completed("steps").readOutputAs(String.class)).isEqualTo("LOUD");
        }
    }

    @Test
    void a_timer_armed_before_the_restart_fires_after_it() throws Exception {
        try (HubFixture hub = HubFixture.start(s -> s.withDataDirectory(data))) {
            hub.worker().orchestrator("Nap", ctx -> nap(ctx)).start();
            hub.client().scheduleNewOrchestrationInstance("Nap", null, "nap");
            hub.client().waitForInstanceStart("nap", HubFixture.PATIENCE);
        }

        try (HubFixture hub = HubFixture.start(s -> s.withDataDirectory(data))) {
            hub.worker().orchestrator("Nap", ctx -> nap(ctx)).start();
            assertThat(hub.completed("nap").readOutputAs(String.class)).isEqualTo("rested");
        }
    }

    @Test
    void a_taken_port_is_named_in_one_line() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(
                            () -> DurableHub.start(DurableHubSettings.defaults().withGrpcPort(taken.getLocalPort())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("grpcPort")
                    .hasMessageContaining(String.valueOf(taken.getLocalPort()));
        }
    }

    @Test
    void a_bad_setting_is_named() {
        assertThatThrownBy(() -> DurableHubSettings.defaults().withGrpcPort(-1)).hasMessageContaining("grpcPort");
        assertThatThrownBy(() -> DurableHubSettings.defaults().withTaskHubName("no spaces"))
                .hasMessageContaining("taskHubName");
    }

    private static void nap(com.microsoft.durabletask.TaskOrchestrationContext ctx) {
        ctx.createTimer(Duration.ofMillis(800)).await();
        ctx.complete("rested");
    }
}
