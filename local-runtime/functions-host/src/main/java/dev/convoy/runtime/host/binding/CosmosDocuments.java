package dev.convoy.runtime.host.binding;

import com.azure.cosmos.CosmosAsyncClient;
import com.azure.cosmos.CosmosAsyncContainer;
import dev.convoy.runtime.host.discovery.Binding;
import dev.convoy.runtime.host.discovery.Fields;
import dev.convoy.runtime.host.invoke.CosmosClients;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The container a Cosmos DB binding names. The client is opened on first use; guarded by this object's lock. */
final class CosmosDocuments implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(30);

    private final String connection;
    private final String database;
    private final String container;
    private final boolean create;
    private final String partitionKey;
    private @Nullable CosmosAsyncClient client;

    /** @throws dev.convoy.runtime.host.discovery.BrokenAppException if database, container or connection are missing */
    CosmosDocuments(Binding binding) {
        Fields fields = binding.fields();
        connection = binding.connection(CosmosClients.DEFAULT_CONNECTION);
        database = fields.requiredText("databaseName");
        container = fields.requiredText("containerName");
        create = binding.isOutput() && fields.flag("createIfNotExists", false);
        partitionKey = fields.text("partitionKey").orElse("/id");
    }

    synchronized CosmosAsyncContainer container() {
        CosmosAsyncClient open = client;
        if (open == null) {
            open = CosmosClients.open(connection);
            client = open;
            if (create) {
                open.createDatabaseIfNotExists(database).block(LIMIT);
                open.getDatabase(database)
                        .createContainerIfNotExists(container, partitionKey)
                        .block(LIMIT);
            }
        }
        return open.getDatabase(database).getContainer(container);
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
