package dev.convoy.systemtests.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.cosmos.CosmosClient;
import com.azure.cosmos.CosmosClientBuilder;
import com.azure.cosmos.GatewayConnectionConfig;
import com.azure.cosmos.models.CosmosItemRequestOptions;
import com.azure.cosmos.models.PartitionKey;
import dev.convoy.runtime.cosmos.CosmosEmulator;
import dev.convoy.runtime.cosmos.CosmosEmulatorSettings;
import dev.convoy.runtime.host.FunctionsHost;
import dev.convoy.runtime.host.FunctionsHostSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Cosmos DB trigger over the ends of hosts and databases. */
class ChangeFeedTriggerTest {

    private static final Path STAGED = Path.of("sample-app/target/azure-functions/convoy-sample");
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path data;

    @Test
    void a_host_goes_on_where_the_one_before_it_ended() throws Exception {
        try (CosmosEmulator cosmos = CosmosEmulator.start(settings(0))) {
            create(cosmos, "before");
            try (FunctionsHost host = host(cosmos)) {
                awaitSeen(host, "before");
            }
            create(cosmos, "between");

            try (FunctionsHost host = host(cosmos)) {
                create(cosmos, "after");
                awaitSeen(host, "between", "after");
                assertThat(seen(host)).noneMatch(change -> change.contains("\"id\":\"before\""));
            }
        }
    }

    @Test
    void every_range_of_a_container_is_read() throws Exception {
        String[] ids = IntStream.range(0, 40).mapToObj(i -> "t" + i).toArray(String[]::new);
        try (CosmosEmulator cosmos = CosmosEmulator.start(settings(0).withPartitions(4))) {
            create(cosmos, ids);

            try (FunctionsHost host = host(cosmos)) {
                awaitSeen(host, ids);
            }
        }
    }

    @Test
    void a_database_that_was_away_is_read_again_when_it_is_back() throws Exception {
        CosmosEmulator first = CosmosEmulator.start(settings(0));
        create(first, "before");
        try (FunctionsHost host = host(first)) {
            awaitSeen(host, "before");
            int port = first.port();
            first.close();

            try (CosmosEmulator second = CosmosEmulator.start(settings(port))) {
                create(second, "after");
                awaitSeen(host, "after");
            }
        }
    }

    private CosmosEmulatorSettings settings(int port) {
        return CosmosEmulatorSettings.defaults().withPort(port).withDataDirectory(data);
    }

    private static FunctionsHost host(CosmosEmulator cosmos) throws IOException, InterruptedException {
        FunctionsHost host = FunctionsHost.start(FunctionsHostSettings.of(STAGED)
                .withPort(0)
                .withOnly(Set.of("Changes", "Seen"))
                .withAppSettings(Map.of("CosmosConnection", cosmos.connectionString())));
        host.awaitReady(Duration.ofSeconds(60));
        return host;
    }

    private static void create(CosmosEmulator cosmos, String... ids) {
        try (CosmosClient client = new CosmosClientBuilder()
                .endpoint(cosmos.endpoint())
                .key(cosmos.key())
                .gatewayMode(GatewayConnectionConfig.getDefaultConfig())
                .endpointDiscoveryEnabled(false)
                .buildClient()) {
            client.createDatabaseIfNotExists("sample");
            client.getDatabase("sample").createContainerIfNotExists("things", "/kind");
            for (String id : ids) {
                client.getDatabase("sample")
                        .getContainer("things")
                        .createItem(
                                Map.of("id", id, "kind", "kind-" + id),
                                new PartitionKey("kind-" + id),
                                new CosmosItemRequestOptions());
            }
        }
    }

    private static void awaitSeen(FunctionsHost host, String... ids) {
        await().atMost(SOON).untilAsserted(() -> {
            List<String> changes = seen(host);
            for (String id : ids) {
                assertThat(changes).anyMatch(change -> change.contains("\"id\":\"" + id + "\""));
            }
        });
    }

    private static List<String> seen(FunctionsHost host) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(host.url() + "/api/seen/changes"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .toList();
        }
    }
}
