package dev.convoy.functions.wiring;

import dev.convoy.contracts.topology.Containers;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.contracts.topology.Topology;
import dev.convoy.functions.platform.OutageException;
import dev.convoy.functions.platform.blob.BlobContainers;
import dev.convoy.functions.platform.cosmos.CosmosDatabaseClient;
import dev.convoy.functions.platform.cosmos.CosmosDocumentStore;
import dev.convoy.functions.platform.servicebus.ServiceBusMessageBus;
import dev.convoy.functions.platform.store.DocumentStore;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the features stand on: clock, database, bus. Closed when the app ends. */
record Technology(
        Settings settings, Clock clock, CosmosDatabaseClient database, ServiceBusMessageBus bus, BlobContainers blobs)
        implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Technology.class);

    static Technology of(Settings settings) {
        return new Technology(
                settings,
                Clock.systemUTC(),
                new CosmosDatabaseClient(settings.cosmos()),
                new ServiceBusMessageBus(settings.serviceBus()),
                new BlobContainers(settings.blobs()));
    }

    /** Opens the connections beside the first request instead of within it; a failure shows when they are needed. */
    void openInBackground() {
        start("open-database", () -> container(Containers.ORDERS).read("warm-up", "warm-up"));
        start("open-bus", () -> bus.check(Entities.EVENTS));
    }

    private static void start(String name, Runnable opening) {
        Thread thread = new Thread(
                () -> {
                    try {
                        opening.run();
                    } catch (OutageException e) {
                        LOG.atWarn()
                                .addKeyValue("task", name)
                                .addKeyValue("problem", e.getMessage())
                                .log("not open yet");
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
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
        LOG.atDebug().log("connections closed");
    }
}
