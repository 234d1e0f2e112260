package dev.convoy.functions.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.annotation.CosmosDBTrigger;
import com.microsoft.azure.functions.annotation.ExponentialBackoffRetry;
import com.microsoft.azure.functions.annotation.FunctionName;
import dev.convoy.contracts.topology.Containers;
import dev.convoy.functions.platform.outbox.ChangeFeedPage;
import dev.convoy.functions.platform.outbox.OutboxRelay;
import java.util.List;

/** The change feed of {@code lookups}: publishes commands and announcements, and wakes those who wait for a lookup. */
public final class LookupOutboxFeed {

    private final OutboxRelay relay;
    private final LookupFollowers followers;

    public LookupOutboxFeed(OutboxRelay relay, LookupFollowers followers) {
        this.relay = relay;
        this.followers = followers;
    }

    /** Without its retry the trigger would skip a page whose invocation failed. */
    @FunctionName("LookupOutbox")
    @ExponentialBackoffRetry(maxRetryCount = -1, minimumInterval = "00:00:01", maximumInterval = "00:00:30")
    public void run(
            @CosmosDBTrigger(
                            name = "documents",
                            connection = Containers.COSMOS_CONNECTION,
                            databaseName = Containers.DATABASE,
                            containerName = Containers.LOOKUPS,
                            leaseContainerName = Containers.LEASES,
                            leaseContainerPrefix = "lookups-outbox",
                            createLeaseContainerIfNotExists = true,
                            feedPollDelay = 25,
                            maxItemsPerInvocation = 200,
                            startFromBeginning = true)
                    String documents) {
        List<JsonNode> page = ChangeFeedPage.read(documents);
        relay.relay(Containers.LOOKUPS, page);
        page.forEach(followers::changed);
    }
}
