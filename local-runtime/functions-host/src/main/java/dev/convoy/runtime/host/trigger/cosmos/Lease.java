package dev.convoy.runtime.host.trigger.cosmos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.azure.cosmos.CosmosAsyncContainer;
import com.azure.cosmos.CosmosException;
import com.azure.cosmos.models.CosmosItemResponse;
import com.azure.cosmos.models.FeedRange;
import com.azure.cosmos.models.PartitionKey;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * How far one function has handled one range of a container, kept in the lease container. Written at most twice a second: what was handled
 * since is handed out again after a crash. Confined to its reader's thread.
 */
final class Lease {

    private static final Duration WRITTEN_EVERY = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int NOT_FOUND = 404;

    private final CosmosAsyncContainer leases;
    private final String id;
    private final ObjectNode document;
    private @Nullable String handled;
    private boolean written = true;
    private long writtenAt = System.nanoTime();

    private Lease(CosmosAsyncContainer leases, CosmosSource source, FeedRange range) {
        this.leases = leases;
        String what = source.database() + "/" + source.container() + "/" + range;
        id = source.leasePrefix() + "." + UUID.nameUUIDFromBytes(what.getBytes(UTF_8));
        document = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("database", source.database())
                .put("container", source.container())
                .put("range", range.toString());
    }

    /** Reads what is known of the range. */
    static Lease of(CosmosAsyncContainer leases, CosmosSource source, FeedRange range) {
        Lease lease = new Lease(leases, source, range);
        lease.handled = leases.readItem(lease.id, new PartitionKey(lease.id), ObjectNode.class)
                .map(CosmosItemResponse::getItem)
                .onErrorResume(Lease::isMissing, missing -> Mono.empty())
                .blockOptional(LIMIT)
                .map(known -> known.path("continuation").asText())
                .orElse(null);
        return lease;
    }

    /** Where to go on, if anything is known. */
    Optional<String> continuation() {
        return Optional.ofNullable(handled);
    }

    /** All up to there is handled; written now if the last time is long ago. */
    void handledUpTo(String continuation) {
        written = written && continuation.equals(handled);
        handled = continuation;
        if (System.nanoTime() - writtenAt > WRITTEN_EVERY.toNanos()) {
            write();
        }
    }

    /** Writes what is not written yet. */
    void write() {
        if (!written) {
            document.put("continuation", handled);
            leases.upsertItem(document, new PartitionKey(id), null).block(LIMIT);
            written = true;
            writtenAt = System.nanoTime();
        }
    }

    private static boolean isMissing(Throwable failure) {
        return failure instanceof CosmosException cosmos && cosmos.getStatusCode() == NOT_FOUND;
    }
}
