package dev.convoy.runtime.cosmos.conformance;

import com.azure.cosmos.CosmosAsyncClient;
import com.azure.cosmos.CosmosAsyncContainer;
import com.azure.cosmos.CosmosClient;
import com.azure.cosmos.CosmosClientBuilder;
import com.azure.cosmos.CosmosContainer;
import com.azure.cosmos.CosmosDatabase;
import com.azure.cosmos.CosmosException;
import com.azure.cosmos.models.CosmosContainerProperties;
import com.azure.cosmos.models.PartitionKeyDefinition;
import com.azure.cosmos.models.PartitionKeyDefinitionVersion;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.CosmosEmulator;
import dev.convoy.runtime.cosmos.CosmosEmulatorSettings;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Assumptions;

/**
 * The unmodified SDK against an emulator of its own, or against the endpoint in the system property {@code cosmos.endpoint} with
 * the key in {@code cosmos.key} and the partitions per container in {@code cosmos.partitions}. Each fixture has a database of its own.
 */
final class CosmosFixture implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private final CosmosEmulator emulator;
    private final CosmosClient client;
    private final CosmosAsyncClient asyncClient;
    private final CosmosDatabase database;

    /** With so many partitions per container; what needs several is skipped on a given endpoint. */
    CosmosFixture(int partitions) {
        this(CosmosEmulatorSettings.defaults().withPort(0).withPartitions(partitions), givenEndpoint(partitions));
    }

    /** With an emulator of its own, for what needs its clock or its faults. */
    CosmosFixture(CosmosEmulatorSettings settings) {
        this(settings, null);
    }

    private CosmosFixture(CosmosEmulatorSettings settings, String endpoint) {
        emulator = endpoint == null ? CosmosEmulator.start(settings) : null;
        client = builder().buildClient();
        asyncClient = builder().buildAsyncClient();
        String name = "conformance-" + UUID.randomUUID();
        client.createDatabase(name);
        database = client.getDatabase(name);
    }

    private static String givenEndpoint(int partitions) {
        String endpoint = System.getProperty("cosmos.endpoint");
        int there = Integer.getInteger("cosmos.partitions", 1);
        Assumptions.assumeTrue(endpoint == null || partitions == there, "the given endpoint has " + there);
        return endpoint;
    }

    CosmosEmulator emulator() {
        return emulator;
    }

    CosmosDatabase database() {
        return database;
    }

    CosmosClient client() {
        return client;
    }

    CosmosClientBuilder builder() {
        return new CosmosClientBuilder()
                .endpoint(emulator == null ? System.getProperty("cosmos.endpoint") : emulator.endpoint())
                .key(emulator == null ? System.getProperty("cosmos.key") : emulator.key())
                .gatewayMode()
                .contentResponseOnWriteEnabled(true);
    }

    CosmosContainer container(CosmosContainerProperties properties) {
        database.createContainer(properties);
        return database.getContainer(properties.getId());
    }

    /** A new container with the partition key {@code /pk}, hash version 2. */
    CosmosContainer container() {
        return container(properties("c-" + UUID.randomUUID()));
    }

    static CosmosContainerProperties properties(String id) {
        PartitionKeyDefinition definition = new PartitionKeyDefinition();
        definition.setPaths(java.util.List.of("/pk"));
        definition.setVersion(PartitionKeyDefinitionVersion.V2);
        return new CosmosContainerProperties(id, definition);
    }

    CosmosAsyncContainer async(CosmosContainer container) {
        return asyncClient.getDatabase(database.getId()).getContainer(container.getId());
    }

    static ObjectNode item(String id, String pk) {
        return JSON.createObjectNode().put("id", id).put("pk", pk);
    }

    /** The exception the call must end in. */
    static CosmosException failure(Callable<?> call) {
        try {
            call.call();
        } catch (CosmosException expected) {
            return expected;
        } catch (Exception other) {
            throw new AssertionError("not a CosmosException", other);
        }
        throw new AssertionError("the call succeeded");
    }

    @Override
    public void close() {
        if (emulator == null) {
            database.delete();
        }
        client.close();
        asyncClient.close();
        if (emulator != null) {
            emulator.close();
        }
    }
}
