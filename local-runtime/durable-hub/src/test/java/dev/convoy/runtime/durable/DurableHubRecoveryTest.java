package dev.convoy.runtime.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import com.microsoft.durabletask.TaskOrchestration;
import dev.convoy.runtime.durable.engine.HubOptions;
import dev.convoy.runtime.kit.time.ManualTimers;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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
    void a_thirty_day_timer_passes_in_a_moment_when_the_clock_is_a_manual_one() throws Exception {
        ManualTimers timers = new ManualTimers(Instant.parse("2026-01-01T00:00:00Z"));
        try (HubFixture hub = HubFixture.start(s -> s.withTimers(timers))) {
            // SDK 1.5.0 cuts it into parts of three days and returns from await after the first, but ends after the
            // last.
            hub.worker()
                    .orchestrator(
                            "Month", ctx -> ctx.createTimer(Duration.ofDays(30)).await())
                    .start();
            hub.client().scheduleNewOrchestrationInstance("Month", null, "month");
            await().until(() -> timers.nextAt().isPresent());

            timers.advance(Duration.ofDays(30).plusSeconds(1));

            OrchestrationMetadata ended = hub.completed("month");
            assertThat(ended.getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.COMPLETED);
            assertThat(ended.getLastUpdatedAt()).isAfter(Instant.parse("2026-01-31T00:00:00Z"));
        }
    }

    @Test
    void finished_instances_keep_their_history_through_compaction_and_restart() throws Exception {
        UnaryOperator<DurableHubSettings> settings =
                s -> s.withDataDirectory(data).withOptions(HubOptions.defaults().withSnapshotAfterBytes(2_000));
        try (HubFixture hub = HubFixture.start(settings)) {
            hub.worker()
                    .orchestrator(
                            "Two",
                            ctx -> ctx.complete(ctx.callActivity("Echo", ctx.getInput(String.class), String.class)
                                    .await()))
                    .activity("Echo", ctx -> ctx.getInput(String.class))
                    .start();
            for (int i = 0; i < 60; i++) {
                hub.client().scheduleNewOrchestrationInstance("Two", "in", "two-" + i);
                hub.completed("two-" + i);
            }
        }

        try (HubFixture hub = HubFixture.start(settings)) {
            for (int i = 0; i < 60; i++) {
                assertThat(hub.completed("two-" + i).readOutputAs(String.class)).isEqualTo("in");
                assertThat(historyOf(hub, "two-" + i)).contains("TaskCompleted").contains("ExecutionCompleted");
            }
        }
        try (Stream<Path> segments = Files.list(data.resolve("journal"))) {
            assertThat(segments.map(file -> file.getFileName().toString()))
                    .noneMatch("segment-000000000001"::equals)
                    .anyMatch(name -> name.startsWith("snapshot-"));
        }
        assertThat(data.resolve("histories")).isNotEmptyDirectory();
    }

    private static String historyOf(HubFixture hub, String id) throws Exception {
        URI uri = URI.create(
                hub.hub().managementUrl() + "/runtime/webhooks/durabletask/instances/" + id + "?showHistory=true");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
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
