package dev.convoy.runtime.host.trigger.cosmos;

import com.azure.cosmos.CosmosAsyncContainer;
import com.azure.cosmos.models.CosmosChangeFeedRequestOptions;
import com.azure.cosmos.models.FeedRange;
import com.azure.cosmos.models.FeedResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * Reads the changes of one range of a container, page by page; the next page is read when the one before is handled. Not the SDK's change
 * feed processor, which reads and writes its lease around every page, so that each page costs three requests and waits for two of them.
 * Confined to one thread.
 */
final class RangeReader {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final CosmosSource source;
    private final CosmosAsyncContainer container;
    private final FeedRange range;
    private final Lease lease;

    RangeReader(CosmosSource source, CosmosAsyncContainer container, FeedRange range, Lease lease) {
        this.source = source;
        this.container = container;
        this.range = range;
        this.lease = lease;
    }

    /**
     * Reads a page and hands it on, if there is something new.
     *
     * @param handler returns when the page is done with; if it throws, the page is read again
     * @param closing ends the wait for changes
     * @return false if there was nothing new
     */
    boolean read(Consumer<List<JsonNode>> handler, Mono<Void> closing) {
        CosmosChangeFeedRequestOptions options = lease.continuation()
                .map(CosmosChangeFeedRequestOptions::createForProcessingFromContinuation)
                .orElseGet(() -> source.beginning(range))
                .setMaxItemCount(source.mostItems());
        FeedResponse<JsonNode> page = container
                .queryChangeFeed(options, JsonNode.class)
                .byPage()
                .next()
                .takeUntilOther(closing)
                .block(LIMIT);
        if (page == null) {
            return false;
        }
        boolean anything = !page.getResults().isEmpty();
        if (anything) {
            handler.accept(page.getResults());
        }
        lease.handledUpTo(page.getContinuationToken());
        if (!anything) {
            lease.write();
        }
        return anything;
    }

    /** Keeps what was handled. */
    void close() {
        lease.write();
    }
}
