package dev.convoy.systemtests.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.contracts.topology.ServiceBusConfig;
import dev.convoy.runtime.cosmos.CosmosEmulator;
import dev.convoy.runtime.cosmos.CosmosEmulatorSettings;
import dev.convoy.runtime.host.FunctionsHost;
import dev.convoy.runtime.host.FunctionsHostSettings;
import dev.convoy.runtime.host.log.LogLine;
import dev.convoy.runtime.servicebus.ServiceBusEmulator;
import dev.convoy.runtime.servicebus.ServiceBusEmulatorSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an app's own process does when its host ends: Spring's context is closed, and with it what the app holds open. */
class ShutdownTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static ServiceBusEmulator bus;
    private static CosmosEmulator cosmos;
    private final Queue<String> log = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void emulators() {
        bus = ServiceBusEmulator.start(ServiceBusEmulatorSettings.defaults()
                .withPort(0)
                .withAdminPort(0)
                .withConfigText(ServiceBusConfig.json()));
        cosmos = CosmosEmulator.start(CosmosEmulatorSettings.defaults().withPort(0));
    }

    @AfterAll
    static void noEmulators() {
        cosmos.close();
        bus.close();
    }

    @ParameterizedTest
    @CsvSource({
        "functions, convoy-functions, HealthLive",
        "durable-orchestrations, convoy-orchestrations, OrchestrationsLive"
    })
    void the_connections_of_an_app_are_closed_when_its_host_ends(String module, String app, String health)
            throws Exception {
        try (FunctionsHost host = start(module, app, health)) {
            host.awaitReady(PATIENCE);
            assertThat(get(host.url().resolve("/api/health/live")).statusCode()).isEqualTo(200);
            assertThat(log).noneMatch(line -> line.contains("connections closed"));
        }

        Awaitility.await().untilAsserted(() -> assertThat(log).anyMatch(line -> line.contains("connections closed")));
    }

    private FunctionsHost start(String module, String app, String function) {
        return FunctionsHost.start(FunctionsHostSettings.of(Path.of("..", module, "target", "azure-functions", app))
                .withPort(0)
                .withOnly(Set.of(function))
                .withMoreWorkerJvmOptions(List.of("-Dlogging.level.dev.convoy=DEBUG"))
                .withLogSink(this::keep)
                .withAppSettings(Map.of(
                        "ServiceBusConnection",
                        bus.connectionString(),
                        "CosmosConnection",
                        cosmos.connectionString())));
    }

    private void keep(LogLine line) {
        log.add(line.text());
    }

    private static HttpResponse<String> get(URI address) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(PATIENCE).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
