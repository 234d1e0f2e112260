package dev.convoy.functions.wiring;

import dev.convoy.contracts.topology.Topology;
import dev.convoy.functions.platform.blob.BlobContainers;
import dev.convoy.functions.platform.cosmos.CosmosDatabaseClient;
import dev.convoy.functions.platform.cosmos.CosmosDocumentStore;
import dev.convoy.functions.platform.servicebus.ServiceBusMessageBus;
import dev.convoy.functions.platform.store.DocumentStore;
import java.time.Clock;

/** What the features stand on: clock, database, bus. Closed when the app ends. */
record Technology(
        Settings settings, Clock clock, CosmosDatabaseClient database, ServiceBusMessageBus bus, BlobContainers blobs)
        implements AutoCloseable {

    static Technology of(Settings settings) {
        return new Technology(
                settings,
                Clock.systemUTC(),
                new CosmosDatabaseClient(settings.cosmos()),
                new ServiceBusMessageBus(settings.serviceBus()),
                new BlobContainers(settings.blobs()));
    }

    DocumentStore container(String name) {
        return new CosmosDocumentStore(
                database,
                Topology.containers().stream()
                        .filter(spec -> spec.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no container " + name + " in the topology")));
    }

    @Override
    public void close() {
        bus.close();
        database.close();
    }
}
