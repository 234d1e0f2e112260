package dev.convoy.systemtests.functions;

import dev.convoy.contracts.topology.Containers;
import dev.convoy.contracts.topology.Topology;
import dev.convoy.functions.platform.cosmos.CosmosConnection;
import dev.convoy.functions.platform.cosmos.CosmosDatabaseClient;
import dev.convoy.functions.platform.cosmos.CosmosDocumentStore;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.DocumentStoreContract;
import dev.convoy.runtime.cosmos.CosmosEmulator;
import dev.convoy.runtime.cosmos.CosmosEmulatorSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The document port on the Cosmos emulator, through the unmodified SDK, on several partitions. */
class CosmosDocumentStoreTest extends DocumentStoreContract {

    private static CosmosEmulator emulator;
    private static CosmosDatabaseClient client;

    @BeforeAll
    static void an_emulator() {
        emulator = CosmosEmulator.start(
                CosmosEmulatorSettings.defaults().withPort(0).withPartitions(3));
        client = new CosmosDatabaseClient(CosmosConnection.parse(emulator.connectionString()));
    }

    @AfterAll
    static void no_emulator() {
        client.close();
        emulator.close();
    }

    @Override
    protected DocumentStore store() {
        return new CosmosDocumentStore(
                client,
                Topology.containers().stream()
                        .filter(spec -> spec.name().equals(Containers.ORDERS))
                        .findFirst()
                        .orElseThrow());
    }
}
