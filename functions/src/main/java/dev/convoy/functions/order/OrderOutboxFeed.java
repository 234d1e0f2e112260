package dev.convoy.functions.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.annotation.CosmosDBTrigger;
import com.microsoft.azure.functions.annotation.ExponentialBackoffRetry;
import com.microsoft.azure.functions.annotation.FunctionName;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.order.OrderDocument;
import dev.convoy.contracts.topology.Containers;
import dev.convoy.functions.platform.outbox.ChangeFeedPage;
import dev.convoy.functions.platform.outbox.OutboxRelay;
import dev.convoy.functions.platform.waiting.Follower;
import java.util.List;

/** The change feed of {@code orders}: publishes what the order context has to say and wakes those who wait for an order. */
public final class OrderOutboxFeed {

    private final OutboxRelay relay;
    private final Follower<OrderId> followers;

    public OrderOutboxFeed(OutboxRelay relay, Follower<OrderId> followers) {
        this.relay = relay;
        this.followers = followers;
    }

    /** Without its retry the trigger would skip a page whose invocation failed. */
    @FunctionName("OrderOutbox")
    @ExponentialBackoffRetry(maxRetryCount = -1, minimumInterval = "00:00:01", maximumInterval = "00:00:30")
    public void run(
            @CosmosDBTrigger(
                            name = "documents",
                            connection = Containers.COSMOS_CONNECTION,
                            databaseName = Containers.DATABASE,
                            containerName = Containers.ORDERS,
                            leaseContainerName = Containers.LEASES,
                            leaseContainerPrefix = "orders-outbox",
                            createLeaseContainerIfNotExists = true,
                            feedPollDelay = 50,
                            maxItemsPerInvocation = 200,
                            startFromBeginning = true)
                    String documents) {
        List<JsonNode> page = ChangeFeedPage.read(documents);
        relay.relay(Containers.ORDERS, page);
        page.stream()
                .filter(document ->
                        OrderDocument.KIND.equals(document.path("kind").asText()))
                .forEach(document ->
                        followers.signal(new OrderId(document.path("orderId").asText())));
    }
}
