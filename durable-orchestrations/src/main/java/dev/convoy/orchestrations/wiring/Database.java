package dev.convoy.orchestrations.wiring;

import com.azure.cosmos.CosmosClient;
import com.azure.cosmos.CosmosClientBuilder;
import com.azure.cosmos.CosmosContainer;
import com.azure.cosmos.GatewayConnectionConfig;
import com.azure.identity.DefaultAzureCredentialBuilder;
import dev.convoy.contracts.topology.Containers;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The database, connected when first asked for: building the client calls Cosmos, and an app that cannot start because
 * Cosmos is away for a moment would never recover. The client is guarded by this object's lock.
 */
final class Database implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 100;

    private final CosmosConnection connection;
    private @Nullable CosmosClient client;

    Database(CosmosConnection connection) {
        this.connection = connection;
    }

    /** A container that is connected to when first asked for. */
    Supplier<CosmosContainer> container(String name) {
        return () -> connected().getDatabase(Containers.DATABASE).getContainer(name);
    }

    private synchronized CosmosClient connected() {
        CosmosClient connected = client;
        if (connected == null) {
            connected = connect();
            client = connected;
        }
        return connected;
    }

    private CosmosClient connect() {
        CosmosClientBuilder builder =
                new CosmosClientBuilder().endpoint(connection.endpoint().toString());
        connection
                .key()
                .ifPresentOrElse(builder::key, () -> builder.credential(new DefaultAzureCredentialBuilder().build()));
        if (connection.isLocal()) {
            builder.gatewayMode(new GatewayConnectionConfig().setMaxConnectionPoolSize(MOST_CONNECTIONS));
        }
        return builder.buildClient();
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
