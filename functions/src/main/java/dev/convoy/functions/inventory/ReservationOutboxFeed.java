package dev.convoy.functions.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.annotation.CosmosDBTrigger;
import com.microsoft.azure.functions.annotation.ExponentialBackoffRetry;
import com.microsoft.azure.functions.annotation.FunctionName;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.topology.Containers;
import dev.convoy.functions.platform.outbox.ChangeFeedPage;
import dev.convoy.functions.platform.outbox.OutboxRelay;
import java.util.List;

/**
 * The change feed of {@code reservations}: publishes what the inventory context has to say, and has this instance forget the levels
 * that a reservation has changed. Other instances see the new level when theirs is a second old.
 */
public final class ReservationOutboxFeed {

    private final OutboxRelay relay;
    private final Availability availability;

    public ReservationOutboxFeed(OutboxRelay relay, Availability availability) {
        this.relay = relay;
        this.availability = availability;
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
        List<JsonNode> page = ChangeFeedPage.read(documents);
        relay.relay(Containers.RESERVATIONS, page);
        page.stream()
                .filter(document ->
                        Reservation.KIND.equals(document.path("kind").asText()))
                .map(document -> Json.read(document, Reservation.class))
                .flatMap(reservation -> reservation.items().stream())
                .forEach(item -> availability.forget(item.productId()));
    }
}
