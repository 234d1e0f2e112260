package dev.convoy.functions.payment;

import com.microsoft.azure.functions.annotation.CosmosDBTrigger;
import com.microsoft.azure.functions.annotation.ExponentialBackoffRetry;
import com.microsoft.azure.functions.annotation.FunctionName;
import dev.convoy.contracts.topology.Containers;
import dev.convoy.functions.platform.outbox.ChangeFeedPage;
import dev.convoy.functions.platform.outbox.OutboxRelay;

/** The change feed of {@code payments}: publishes what the payment context has to say. */
public final class PaymentOutboxFeed {

    private final OutboxRelay relay;

    public PaymentOutboxFeed(OutboxRelay relay) {
        this.relay = relay;
    }

    /** Without its retry the trigger would skip a page whose invocation failed. */
    @FunctionName("PaymentOutbox")
    @ExponentialBackoffRetry(maxRetryCount = -1, minimumInterval = "00:00:01", maximumInterval = "00:00:30")
    public void run(
            @CosmosDBTrigger(
                            name = "documents",
                            connection = Containers.COSMOS_CONNECTION,
                            databaseName = Containers.DATABASE,
                            containerName = Containers.PAYMENTS,
                            leaseContainerName = Containers.LEASES,
                            leaseContainerPrefix = "payments-outbox",
                            createLeaseContainerIfNotExists = true,
                            feedPollDelay = 50,
                            maxItemsPerInvocation = 200,
                            startFromBeginning = true)
                    String documents) {
        relay.relay(Containers.PAYMENTS, ChangeFeedPage.read(documents));
    }
}
