package dev.convoy.functions.inventory;

import com.microsoft.azure.functions.annotation.CosmosDBTrigger;
import com.microsoft.azure.functions.annotation.ExponentialBackoffRetry;
import com.microsoft.azure.functions.annotation.FunctionName;
import dev.convoy.contracts.topology.Containers;
import dev.convoy.functions.platform.outbox.ChangeFeedPage;
import dev.convoy.functions.platform.outbox.OutboxRelay;

/** The change feed of {@code reservations}: publishes what the inventory context has to say. */
public final class ReservationOutboxFeed {

    private final OutboxRelay relay;

    public ReservationOutboxFeed(OutboxRelay relay) {
        this.relay = relay;
    }

    /** Without its retry the trigger would skip a page whose invocation failed. */
    @FunctionName("ReservationOutbox")
    @ExponentialBackoffRetry(maxRetryCount = -1, minimumInterval = "00:00:01", maximumInterval = "00:00:30")
    public void run(
            @CosmosDBTrigger(
                            name = "documents",
                            connection = Containers.COSMOS_CONNECTION,
                            databaseName = Containers.DATABASE,
                            containerName = Containers.RESERVATIONS,
                            leaseContainerName = Containers.LEASES,
                            leaseContainerPrefix = "reservations-outbox",
                            createLeaseContainerIfNotExists = true,
                            feedPollDelay = 50,
                            maxItemsPerInvocation = 200,
                            startFromBeginning = true)
                    String documents) {
        relay.relay(Containers.RESERVATIONS, ChangeFeedPage.read(documents));
    }
}
