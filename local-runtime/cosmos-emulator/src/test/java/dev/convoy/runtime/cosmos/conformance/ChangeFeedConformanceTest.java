package dev.convoy.runtime.cosmos.conformance;

import static dev.convoy.runtime.cosmos.conformance.CosmosFixture.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.cosmos.ChangeFeedProcessor;
import com.azure.cosmos.ChangeFeedProcessorBuilder;
import com.azure.cosmos.CosmosAsyncClient;
import com.azure.cosmos.CosmosAsyncContainer;
import com.azure.cosmos.CosmosContainer;
import com.azure.cosmos.models.ChangeFeedProcessorItem;
import com.azure.cosmos.models.ChangeFeedProcessorOptions;
import com.azure.cosmos.models.CosmosChangeFeedRequestOptions;
import com.azure.cosmos.models.CosmosContainerProperties;
import com.azure.cosmos.models.FeedRange;
import com.azure.cosmos.models.FeedResponse;
import com.azure.cosmos.models.PartitionKey;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangeFeedConformanceTest {

    private static final Duration POLL_DELAY = Duration.ofMillis(100);

    private CosmosFixture fixture;

    @BeforeAll
    void start() {
        fixture = new CosmosFixture(partitions());
    }

    int partitions() {
        return 1;
    }

    @AfterAll
    void stop() {
        if (fixture != null) { // skipped on an endpoint with another number of partitions
            fixture.close();
        }
    }

    @Test
    @FromDocs("nosql/change-feed-pull-model")
    void the_feed_from_the_beginning_shows_each_item_once_with_its_latest_version() {
        CosmosContainer container = fixture.container();
        for (int i = 0; i < 25; i++) {
            container.createItem(item("i" + i, "p" + i % 5).put("n", 1));
        }
        container.upsertItem(item("i3", "p3").put("n", 2));

        List<JsonNode> changes = drain(
                container, CosmosChangeFeedRequestOptions.createForProcessingFromBeginning(FeedRange.forFullRange()));

        assertThat(changes).hasSize(25);
        assertThat(changes.stream()
                        .filter(change -> change.path("id").asText().equals("i3"))
                        .map(change -> change.path("n").intValue()))
                .containsExactly(2);
    }

    @Test
    @FromDocs("nosql/change-feed-pull-model")
    void the_feed_goes_on_from_a_continuation_and_pages_hold_no_more_than_asked() {
        CosmosContainer container = fixture.container();
        for (int i = 0; i < 7; i++) {
            container.createItem(item("i" + i, "p"));
        }
        CosmosChangeFeedRequestOptions options =
                CosmosChangeFeedRequestOptions.createForProcessingFromBeginning(FeedRange.forFullRange());
        options.setMaxItemCount(3);

        List<Integer> sizes = new ArrayList<>();
        String continuation = null;
        for (FeedResponse<JsonNode> page :
                container.queryChangeFeed(options, JsonNode.class).iterableByPage()) {
            sizes.add(page.getResults().size());
            continuation = page.getContinuationToken();
        }
        container.createItem(item("later", "p"));
        List<JsonNode> later =
                drain(container, CosmosChangeFeedRequestOptions.createForProcessingFromContinuation(continuation));

        assertThat(sizes.stream().mapToInt(n -> n).sum()).isEqualTo(7);
        assertThat(sizes).allMatch(size -> size <= 3);
        assertThat(later.stream().map(change -> change.path("id").asText())).containsExactly("later");
    }

    @Test
    @FromDocs("nosql/change-feed-pull-model")
    void the_feed_from_now_shows_only_what_comes_after() {
        CosmosContainer container = fixture.container();
        container.createItem(item("before", "p"));
        String continuation = null;
        for (FeedResponse<JsonNode> page : container
                .queryChangeFeed(
                        CosmosChangeFeedRequestOptions.createForProcessingFromNow(FeedRange.forFullRange()),
                        JsonNode.class)
                .iterableByPage()) {
            assertThat(page.getResults()).isEmpty();
            continuation = page.getContinuationToken();
        }
        container.createItem(item("after", "p"));

        List<JsonNode> changes =
                drain(container, CosmosChangeFeedRequestOptions.createForProcessingFromContinuation(continuation));

        assertThat(changes.stream().map(change -> change.path("id").asText())).containsExactly("after");
    }

    /** Held back, the first answer would begin after the change that ended the wait. */
    @Test
    void whoever_awaits_changes_from_now_on_misses_none() {
        CosmosContainer container = fixture.container();
        FeedRange range = FeedRange.forLogicalPartition(new PartitionKey("p"));
        try (CosmosAsyncClient waiting =
                fixture.builder().userAgentSuffix("awaits-changes").buildAsyncClient()) {
            CosmosAsyncContainer feed =
                    waiting.getDatabase(fixture.database().getId()).getContainer(container.getId());
            CompletableFuture<FeedResponse<JsonNode>> first =
                    page(feed, CosmosChangeFeedRequestOptions.createForProcessingFromNow(range));
            first.copy()
                    .completeOnTimeout(null, 300, TimeUnit.MILLISECONDS)
                    .join(); // were it held, the change would come now
            container.createItem(item("after", "p"));

            FeedResponse<JsonNode> second = page(
                            feed,
                            CosmosChangeFeedRequestOptions.createForProcessingFromContinuation(
                                    first.join().getContinuationToken()))
                    .join();

            assertThat(second.getResults()).hasSize(1);
        }
    }

    private static CompletableFuture<FeedResponse<JsonNode>> page(
            CosmosAsyncContainer feed, CosmosChangeFeedRequestOptions options) {
        return feed.queryChangeFeed(options, JsonNode.class).byPage().next().toFuture();
    }

    @Test
    @FromDocs("nosql/change-feed-pull-model")
    void the_feed_of_a_partition_key_shows_only_its_items() {
        CosmosContainer container = fixture.container();
        for (int i = 0; i < 10; i++) {
            container.createItem(item("i" + i, "p" + i % 2));
        }

        List<JsonNode> changes = drain(
                container,
                CosmosChangeFeedRequestOptions.createForProcessingFromBeginning(
                        FeedRange.forLogicalPartition(new PartitionKey("p1"))));

        assertThat(changes)
                .hasSize(5)
                .allMatch(change -> change.path("pk").asText().equals("p1"));
    }

    @Test
    @FromDocs("nosql/change-feed-pull-model")
    void the_feed_from_a_time_shows_what_was_written_since() {
        CosmosContainer container = fixture.container();
        container.createItem(item("then", "p"));

        assertThat(drain(container, since(Instant.now().minusSeconds(3_600)))).hasSize(1);
        assertThat(drain(container, since(Instant.now().plusSeconds(3_600)))).isEmpty();
    }

    @Test
    @FromDocs("nosql/change-feed-modes")
    void the_feed_of_all_versions_tells_creates_replaces_and_deletes() {
        CosmosContainer container = fixture.container();
        String continuation = versions(
                        container, CosmosChangeFeedRequestOptions.createForProcessingFromNow(FeedRange.forFullRange()))
                .getLast()
                .getContinuationToken();
        container.createItem(item("a", "p").put("n", 1));
        container.upsertItem(item("a", "p").put("n", 2));
        container.deleteItem("a", new PartitionKey("p"), null);

        List<String> told =
                versions(container, CosmosChangeFeedRequestOptions.createForProcessingFromContinuation(continuation))
                        .stream()
                        .flatMap(page -> page.getResults().stream())
                        .map(change -> change.getChangeFeedMetaData().getOperationType() + " "
                                + number(change.getPrevious()) + " " + number(change.getCurrent()))
                        .toList();

        assertThat(told).containsExactly("CREATE - 1", "REPLACE 1 2", "DELETE 2 -");
    }

    @Test
    @FromSdk("com.azure.cosmos.ChangeFeedProcessor")
    void several_hosts_share_the_feed_and_miss_nothing() {
        CosmosContainer container = fixture.container();
        CosmosContainer leases = fixture.container(new CosmosContainerProperties(container.getId() + "-leases", "/id"));
        Map<String, Set<Integer>> seen = new ConcurrentHashMap<>();
        AtomicInteger perHost = new AtomicInteger();
        List<ChangeFeedProcessor> hosts = new ArrayList<>();
        for (String name : List.of("host-a", "host-b")) {
            hosts.add(processor(name, POLL_DELAY, fixture.async(container), fixture.async(leases), seen, perHost));
        }

        hosts.forEach(host -> host.start().block(Duration.ofSeconds(20)));
        await().atMost(Duration.ofSeconds(20)).until(() -> hosts.stream().anyMatch(ChangeFeedProcessor::isStarted));
        for (int i = 0; i < 60; i++) {
            container.createItem(item("i" + i, "p" + i).put("n", i));
        }
        container.upsertItem(item("i0", "p0").put("n", 1000));

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(seen).hasSize(60);
            assertThat(seen.get("i0")).contains(1000);
        });
        hosts.forEach(host -> host.stop().block(Duration.ofSeconds(10)));
    }

    @Test
    @Unverified
    void a_processor_that_asks_once_a_minute_hears_of_a_change_at_once() {
        CosmosContainer container = fixture.container();
        CosmosContainer leases = fixture.container(new CosmosContainerProperties(container.getId() + "-leases", "/id"));
        Map<String, Set<Integer>> seen = new ConcurrentHashMap<>();
        ChangeFeedProcessor host = processor(
                "host",
                Duration.ofMinutes(1),
                fixture.async(container),
                fixture.async(leases),
                seen,
                new AtomicInteger());

        host.start().block(Duration.ofSeconds(20));
        container.createItem(item("i", "p").put("n", 1));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(seen).containsKey("i"));
        host.stop().block(Duration.ofSeconds(10));
    }

    private static ChangeFeedProcessor processor(
            String name,
            Duration pollDelay,
            CosmosAsyncContainer feed,
            CosmosAsyncContainer leases,
            Map<String, Set<Integer>> seen,
            AtomicInteger handled) {
        ChangeFeedProcessorOptions options = new ChangeFeedProcessorOptions();
        options.setStartFromBeginning(true);
        options.setFeedPollDelay(pollDelay);
        options.setLeaseAcquireInterval(Duration.ofMillis(500));
        return new ChangeFeedProcessorBuilder()
                .hostName(name)
                .feedContainer(feed)
                .leaseContainer(leases)
                .options(options)
                .handleLatestVersionChanges(changes -> changes.forEach(change -> {
                    JsonNode current = change.getCurrent();
                    handled.incrementAndGet();
                    seen.computeIfAbsent(current.path("id").asText(), id -> ConcurrentHashMap.newKeySet())
                            .add(current.path("n").intValue());
                }))
                .buildChangeFeedProcessor();
    }

    private static List<JsonNode> drain(CosmosContainer container, CosmosChangeFeedRequestOptions options) {
        ConcurrentLinkedQueue<JsonNode> changes = new ConcurrentLinkedQueue<>();
        for (FeedResponse<ObjectNode> page :
                container.queryChangeFeed(options, ObjectNode.class).iterableByPage()) {
            changes.addAll(page.getResults());
            if (page.getResults().isEmpty()) {
                break;
            }
        }
        return List.copyOf(changes);
    }

    private static CosmosChangeFeedRequestOptions since(Instant time) {
        return CosmosChangeFeedRequestOptions.createForProcessingFromPointInTime(time, FeedRange.forFullRange());
    }

    private static List<FeedResponse<ChangeFeedProcessorItem>> versions(
            CosmosContainer container, CosmosChangeFeedRequestOptions options) {
        List<FeedResponse<ChangeFeedProcessorItem>> pages = new ArrayList<>();
        container
                .queryChangeFeed(options.allVersionsAndDeletes(), ChangeFeedProcessorItem.class)
                .iterableByPage()
                .forEach(pages::add);
        return pages;
    }

    private static String number(JsonNode document) {
        return document == null || !document.has("n") ? "-" : document.path("n").asText();
    }
}
