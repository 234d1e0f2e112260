package dev.convoy.functions.platform.cosmos;

import com.azure.cosmos.ConsistencyLevel;
import com.azure.cosmos.CosmosAsyncClient;
import com.azure.cosmos.CosmosAsyncContainer;
import com.azure.cosmos.CosmosClientBuilder;
import com.azure.cosmos.GatewayConnectionConfig;
import com.azure.cosmos.models.CosmosContainerProperties;
import com.azure.cosmos.models.ExcludedPath;
import com.azure.cosmos.models.IncludedPath;
import com.azure.cosmos.models.IndexingPolicy;
import com.azure.identity.DefaultAzureCredentialBuilder;
import dev.convoy.contracts.topology.ContainerSpec;
import dev.convoy.contracts.topology.Containers;
import dev.convoy.contracts.topology.Topology;
import dev.convoy.functions.platform.store.StoreUnreachableException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The one connection to the database. Opened on first use, since opening asks the service; against an emulator it then creates
 * what is missing of database and containers, in the cloud that is the templates' work. The client is confined to this
 * object's lock until it is open; safe for use by several threads.
 */
public final class CosmosDatabaseClient implements AutoCloseable {

    private static final int CONNECTIONS = 256;
    private static final int PARALLEL_CREATIONS = 4;
    private static final Duration LONGEST_PREPARATION = Duration.ofSeconds(30);

    private final CosmosConnection connection;
    private volatile @Nullable CosmosAsyncClient client;

    public CosmosDatabaseClient(CosmosConnection connection) {
        this.connection = connection;
    }

    /**
     * The container, once database and containers are there.
     *
     * @throws StoreUnreachableException if the service cannot be reached yet; safe to retry
     */
    CosmosAsyncContainer container(String name) {
        CosmosAsyncClient open = client;
        return container(open == null ? connected() : open, name);
    }

    private static CosmosAsyncContainer container(CosmosAsyncClient client, String name) {
        return client.getDatabase(Containers.DATABASE).getContainer(name);
    }

    private synchronized CosmosAsyncClient connected() {
        CosmosAsyncClient open = client;
        if (open != null) {
            return open;
        }
        try {
            CosmosAsyncClient opened = open();
            if (connection.isLocal()) {
                prepare(opened);
            }
            client = opened;
            return opened;
        } catch (RuntimeException e) {
            throw new StoreUnreachableException("connect", connection.endpoint().toString(), e);
        }
    }

    private CosmosAsyncClient open() {
        CosmosClientBuilder builder = new CosmosClientBuilder()
                .endpoint(connection.endpoint().toString())
                .consistencyLevel(ConsistencyLevel.SESSION)
                .contentResponseOnWriteEnabled(false);
        connection
                .key()
                .ifPresentOrElse(builder::key, () -> builder.credential(new DefaultAzureCredentialBuilder().build()));
        if (connection.isLocal()) {
            builder.gatewayMode(new GatewayConnectionConfig().setMaxConnectionPoolSize(CONNECTIONS));
        } else {
            builder.directMode();
        }
        return builder.buildAsyncClient();
    }

    private static void prepare(CosmosAsyncClient opened) {
        try {
            opened.createDatabaseIfNotExists(Containers.DATABASE)
                    .thenMany(Flux.fromIterable(Topology.containers()))
                    .flatMap(spec -> createContainer(opened, spec), PARALLEL_CREATIONS)
                    .then()
                    .block(LONGEST_PREPARATION);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static Mono<Void> createContainer(CosmosAsyncClient opened, ContainerSpec spec) {
        CosmosContainerProperties properties = new CosmosContainerProperties(spec.name(), spec.partitionKeyPath());
        if (spec.ttl()) {
            properties.setDefaultTimeToLiveInSeconds(-1);
        }
        properties.setIndexingPolicy(indexing());
        return opened.getDatabase(Containers.DATABASE)
                .createContainerIfNotExists(properties)
                .then();
    }

    /** Everything but the bodies of messages and the records of receipts, which nobody queries. */
    private static IndexingPolicy indexing() {
        return new IndexingPolicy()
                .setIncludedPaths(List.of(new IncludedPath("/*")))
                .setExcludedPaths(List.of(
                        new ExcludedPath("/body/?"), new ExcludedPath("/records/?"), new ExcludedPath("/\"_etag\"/?")));
    }

    @Override
    public synchronized void close() {
        CosmosAsyncClient open = client;
        if (open != null) {
            open.close();
        }
    }
}
