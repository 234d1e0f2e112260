package dev.convoy.systemtests.sample;

import com.azure.cosmos.CosmosClient;
import com.azure.cosmos.CosmosClientBuilder;
import com.azure.cosmos.CosmosContainer;
import com.azure.cosmos.GatewayConnectionConfig;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import dev.convoy.runtime.cosmos.CosmosEmulator;
import dev.convoy.runtime.cosmos.CosmosEmulatorSettings;
import dev.convoy.runtime.durable.DurableHub;
import dev.convoy.runtime.durable.DurableHubSettings;
import dev.convoy.runtime.host.FunctionsHost;
import dev.convoy.runtime.host.FunctionsHostSettings;
import dev.convoy.runtime.servicebus.ServiceBusEmulator;
import dev.convoy.runtime.servicebus.ServiceBusEmulatorSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Emulators, hub and host around the staged sample app, on free ports and in memory. */
final class SampleWorld implements AutoCloseable {

    private static final Path STAGED = Path.of("sample-app/target/azure-functions/convoy-sample");
    private static final String BUS = """
            {"UserConfig": {"Namespaces": [{"Name": "sbemulatorns",
              "Queues": [
                {"Name": "orders", "Properties": {"MaxDeliveryCount": 10}},
                {"Name": "copies"},
                {"Name": "poison", "Properties": {"MaxDeliveryCount": 3}},
                {"Name": "meetings"},
                {"Name": "slow", "Properties": {"LockDuration": "PT5S"}},
                {"Name": "sessions", "Properties": {"RequiresSession": true}}],
              "Topics": [{"Name": "news", "Subscriptions": [{"Name": "batches"}]}]}]}}
            """;

    final ServiceBusEmulator bus;
    final CosmosEmulator cosmos;
    final DurableHub hub;
    final StorageAccount storage;
    final FunctionsHost host;
    private final CosmosClient cosmosClient;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    SampleWorld(Set<String> functions) throws Exception {
        storage = new StorageAccount();
        bus = ServiceBusEmulator.start(ServiceBusEmulatorSettings.defaults()
                .withPort(0)
                .withAdminPort(0)
                .withConfigText(BUS));
        cosmos = CosmosEmulator.start(CosmosEmulatorSettings.defaults().withPort(0));
        hub = DurableHub.start(DurableHubSettings.defaults()
                .withGrpcPort(0)
                .withManagementPort(0)
                .withTaskHubName("ConvoySample"));
        cosmosClient = new CosmosClientBuilder()
                .endpoint(cosmos.endpoint())
                .key(cosmos.key())
                .gatewayMode(GatewayConnectionConfig.getDefaultConfig())
                .endpointDiscoveryEnabled(false)
                .contentResponseOnWriteEnabled(true)
                .buildClient();
        cosmosClient.createDatabaseIfNotExists("sample");
        cosmosClient.getDatabase("sample").createContainerIfNotExists("things", "/kind");
        host = FunctionsHost.start(FunctionsHostSettings.of(STAGED)
                .withPort(0)
                .withOnly(functions)
                .withHub(hub.grpcPort(), hub.managementUrl(), "")
                .withAppSettings(Map.of(
                        "ServiceBusConnection", bus.connectionString(),
                        "AzureWebJobsStorage", storage.connectionString(),
                        "CosmosConnection", cosmos.connectionString())));
        host.awaitReady(Duration.ofSeconds(60));
    }

    CosmosContainer things() {
        return cosmosClient.getDatabase("sample").getContainer("things");
    }

    void send(String queue, ServiceBusMessage... messages) {
        try (ServiceBusSenderClient sender = client().sender().queueName(queue).buildClient()) {
            Arrays.stream(messages).forEach(sender::sendMessage);
        }
    }

    ServiceBusClientBuilder client() {
        return new ServiceBusClientBuilder().connectionString(bus.connectionString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return call(HttpRequest.newBuilder(address(path)).GET());
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return call(HttpRequest.newBuilder(address(path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** What the app says it has seen of a topic. */
    List<String> seen(String topic) throws Exception {
        return get("/api/seen/" + topic).body().lines().toList();
    }

    @Override
    public void close() {
        host.close();
        cosmosClient.close();
        hub.close();
        cosmos.close();
        bus.close();
        storage.close();
    }

    private URI address(String path) {
        return path.startsWith("http") ? URI.create(path) : URI.create(host.url() + path);
    }

    private HttpResponse<String> call(HttpRequest.Builder request) throws Exception {
        return http.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
