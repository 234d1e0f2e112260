package dev.convoy.functions.bigresult;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.annotation.CosmosDBTrigger;
import com.microsoft.azure.functions.annotation.ExponentialBackoffRetry;
import com.microsoft.azure.functions.annotation.FunctionName;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.topology.Containers;
import dev.convoy.functions.platform.outbox.ChangeFeedPage;
import dev.convoy.functions.platform.outbox.OutboxRelay;
import dev.convoy.functions.platform.waiting.Follower;
import java.util.List;

/** The change feed of {@code results}: publishes lifecycle messages and notices, and wakes those who wait for a result. */
public final class ResultOutboxFeed {

    private final OutboxRelay relay;
    private final Follower<TransactionId> followers;

    ResultOutboxFeed(OutboxRelay relay, Follower<TransactionId> followers) {
        this.relay = relay;
        this.followers = followers;
    }

    /** Without its retry the trigger would skip a page whose invocation failed. */
    @FunctionName("ResultOutbox")
    @ExponentialBackoffRetry(maxRetryCount = -1, minimumInterval = "00:00:01", maximumInterval = "00:00:30")
    public void run(
            @CosmosDBTrigger(
                            name = "documents",
                            connection = Containers.COSMOS_CONNECTION,
                            databaseName = Containers.DATABASE,
                            containerName = Containers.RESULTS,
                            leaseContainerName = Containers.LEASES,
                            leaseContainerPrefix = "results-outbox",
                            createLeaseContainerIfNotExists = true,
                            feedPollDelay = 25,
                            maxItemsPerInvocation = 200,
                            startFromBeginning = true)
                    String documents) {
        List<JsonNode> page = ChangeFeedPage.read(documents);
        relay.relay(Containers.RESULTS, page);
        page.stream()
                .map(document -> document.path("transactionId").asText())
                .distinct()
                .forEach(id -> followers.signal(new TransactionId(id)));
    }
}
