package dev.convoy.systemtests.saga;

import com.azure.cosmos.CosmosClient;
import com.azure.cosmos.CosmosClientBuilder;
import com.azure.cosmos.CosmosContainer;
import com.azure.cosmos.models.CosmosQueryRequestOptions;
import com.azure.cosmos.models.PartitionKey;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.topology.Containers;
import dev.convoy.orchestrations.order.CosmosOrderBook;
import dev.convoy.orchestrations.order.OrderBook;
import dev.convoy.orchestrations.order.OrderBookContract;
import dev.convoy.runtime.cosmos.CosmosEmulator;
import dev.convoy.runtime.cosmos.CosmosEmulatorSettings;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Orders in the Cosmos emulator, through the unmodified SDK. */
class CosmosOrderBookTest extends OrderBookContract {

    private static CosmosEmulator emulator;
    private static CosmosClient client;
    private static CosmosContainer orders;

    @BeforeAll
    static void start() {
        emulator = CosmosEmulator.start(CosmosEmulatorSettings.defaults().withPort(0));
        client = new CosmosClientBuilder()
                .endpoint(emulator.endpoint())
                .key(emulator.key())
                .gatewayMode()
                .buildClient();
        client.createDatabase(Containers.DATABASE);
        client.getDatabase(Containers.DATABASE).createContainer(Containers.ORDERS, "/orderId");
        orders = client.getDatabase(Containers.DATABASE).getContainer(Containers.ORDERS);
    }

    @AfterAll
    static void stop() {
        client.close();
        emulator.close();
    }

    @Override
    protected OrderBook book() {
        return new CosmosOrderBook(() -> orders);
    }

    @Override
    protected void insert(ObjectNode order) {
        orders.createItem(order);
    }

    @Override
    protected List<String> outbox(OrderId orderId) {
        var options = new CosmosQueryRequestOptions().setPartitionKey(new PartitionKey(orderId.value()));
        return orders
                .queryItems("SELECT VALUE c.messageId FROM c WHERE c.kind = 'outbox'", options, String.class)
                .stream()
                .toList();
    }
}
