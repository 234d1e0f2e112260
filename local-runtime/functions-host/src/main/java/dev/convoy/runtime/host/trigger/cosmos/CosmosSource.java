package dev.convoy.runtime.host.trigger.cosmos;

import com.azure.cosmos.models.CosmosChangeFeedRequestOptions;
import com.azure.cosmos.models.FeedRange;
import dev.convoy.runtime.host.discovery.Binding;
import dev.convoy.runtime.host.discovery.Fields;
import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.invoke.CosmosClients;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the changes come from, how they are read, and where it is kept how far they have been handled.
 *
 * @param pause between two reads when there was nothing new
 * @param begin where a range begins that nothing is known of: its first change, a time, or now if empty
 */
record CosmosSource(
        String connection,
        String database,
        String container,
        String leaseDatabase,
        String leaseContainer,
        String leasePrefix,
        boolean createsLeases,
        int mostItems,
        Duration pause,
        Optional<Instant> begin) {

    private static final int USUAL_ITEMS = 100;
    private static final int USUAL_PAUSE_MILLIS = 5_000;

    /** @throws dev.convoy.runtime.host.discovery.BrokenAppException if database, container or connection are missing, or a field is malformed */
    static CosmosSource of(FunctionDefinition function) {
        Binding trigger = function.trigger();
        Fields fields = trigger.fields();
        String database = fields.requiredText("databaseName");
        int items = fields.integer("maxItemsPerInvocation", USUAL_ITEMS, -1);
        return new CosmosSource(
                trigger.connection(CosmosClients.DEFAULT_CONNECTION),
                database,
                fields.requiredText("containerName"),
                fields.text("leaseDatabaseName").orElse(database),
                fields.text("leaseContainerName").orElse("leases"),
                fields.text("leaseContainerPrefix").orElse("") + function.name(),
                fields.flag("createLeaseContainerIfNotExists", false),
                items < 1 ? USUAL_ITEMS : items,
                Duration.ofMillis(fields.integer("feedPollDelay", USUAL_PAUSE_MILLIS, 1)),
                begin(fields));
    }

    /** The first read of a range. */
    CosmosChangeFeedRequestOptions beginning(FeedRange range) {
        return begin.map(time -> time.equals(Instant.EPOCH)
                        ? CosmosChangeFeedRequestOptions.createForProcessingFromBeginning(range)
                        : CosmosChangeFeedRequestOptions.createForProcessingFromPointInTime(time, range))
                .orElseGet(() -> CosmosChangeFeedRequestOptions.createForProcessingFromNow(range));
    }

    private static Optional<Instant> begin(Fields fields) {
        if (fields.flag("startFromBeginning", false)) {
            return Optional.of(Instant.EPOCH);
        }
        return fields.text("startFromTime").map(text -> startTime(fields, text));
    }

    private static Instant startTime(Fields fields, String text) {
        try {
            return Instant.parse(text);
        } catch (java.time.format.DateTimeParseException unreadable) {
            throw fields.broken("startFromTime", "is no time like 2026-01-31T00:00:00Z: " + text);
        }
    }
}
