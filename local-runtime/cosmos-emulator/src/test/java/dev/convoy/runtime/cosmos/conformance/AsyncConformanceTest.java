package dev.convoy.runtime.cosmos.conformance;

import static dev.convoy.runtime.cosmos.conformance.CosmosFixture.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.cosmos.CosmosAsyncContainer;
import com.azure.cosmos.CosmosException;
import com.azure.cosmos.models.ChangeFeedProcessorItem;
import com.azure.cosmos.models.CosmosBatch;
import com.azure.cosmos.models.CosmosBulkOperations;
import com.azure.cosmos.models.CosmosChangeFeedRequestOptions;
import com.azure.cosmos.models.CosmosItemIdentity;
import com.azure.cosmos.models.CosmosItemOperation;
import com.azure.cosmos.models.CosmosItemRequestOptions;
import com.azure.cosmos.models.CosmosPatchItemRequestOptions;
import com.azure.cosmos.models.CosmosPatchOperations;
import com.azure.cosmos.models.CosmosQueryRequestOptions;
import com.azure.cosmos.models.CosmosStoredProcedureProperties;
import com.azure.cosmos.models.CosmosStoredProcedureRequestOptions;
import com.azure.cosmos.models.FeedRange;
import com.azure.cosmos.models.FeedResponse;
import com.azure.cosmos.models.PartitionKey;
import com.azure.cosmos.models.ThroughputProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The asynchronous client, with many operations under way at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AsyncConformanceTest {

    private static final PartitionKey PK = new PartitionKey("p");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 16;

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
    @FromSdk("com.azure.cosmos.CosmosAsyncContainer")
    void an_item_is_created_read_replaced_patched_and_deleted_with_etags() {
        CosmosAsyncContainer container = container();

        String first = container
                .createItem(item("a", "p").put("n", 1), PK, null)
                .map(created -> created.getETag())
                .block(PATIENCE);
        CosmosItemRequestOptions ifFirst = new CosmosItemRequestOptions().setIfMatchETag(first);
        String second = container
                .replaceItem(item("a", "p").put("n", 2), "a", PK, ifFirst)
                .map(replaced -> replaced.getETag())
                .block(PATIENCE);

        assertThat(second).isNotEqualTo(first);
        assertThat(status(container.replaceItem(item("a", "p"), "a", PK, ifFirst)))
                .isEqualTo(412);
        assertThat(status(container.readItem(
                        "a", PK, new CosmosItemRequestOptions().setIfNoneMatchETag(second), ObjectNode.class)))
                .isEqualTo(304);
        ObjectNode patched = container
                .patchItem(
                        "a",
                        PK,
                        CosmosPatchOperations.create().increment("/n", 5),
                        new CosmosPatchItemRequestOptions().setFilterPredicate("FROM c WHERE c.n = 2"),
                        ObjectNode.class)
                .map(response -> response.getItem())
                .block(PATIENCE);
        assertThat(patched.path("n").intValue()).isEqualTo(7);
        assertThat(status(container.deleteItem("a", PK, ifFirst))).isEqualTo(412);
        assertThat(status(container.deleteItem("a", PK))).isEqualTo(204);
        assertThat(status(container.readItem("a", PK, ObjectNode.class))).isEqualTo(404);
    }

    @Test
    @FromDocs("nosql/database-transactions-optimistic-concurrency")
    void of_sixteen_writers_with_the_same_etag_one_wins() {
        CosmosAsyncContainer container = container();
        String etag = container
                .createItem(item("raced", "p"), PK, null)
                .map(created -> created.getETag())
                .block(PATIENCE);
        CosmosItemRequestOptions options = new CosmosItemRequestOptions().setIfMatchETag(etag);

        List<Integer> statuses = Flux.range(0, AT_ONCE)
                .flatMap(
                        n -> outcome(container.replaceItem(item("raced", "p").put("n", n), "raced", PK, options)),
                        AT_ONCE)
                .collectList()
                .block(PATIENCE);

        assertThat(statuses).hasSize(AT_ONCE).containsOnlyOnce(200);
        assertThat(statuses).filteredOn(status -> status == 412).hasSize(AT_ONCE - 1);
    }

    @Test
    @FromDocs("nosql/tutorial-dotnet-bulk-import")
    void bulk_over_many_partition_keys_does_each_operation() {
        CosmosAsyncContainer container = container();
        Flux<CosmosItemOperation> operations = Flux.range(0, 300)
                .map(i -> CosmosBulkOperations.getCreateItemOperation(
                        item("i" + i, "p" + i % 37), new PartitionKey("p" + i % 37)));

        List<Integer> statuses = container
                .executeBulkOperations(operations)
                .map(response -> response.getResponse().getStatusCode())
                .collectList()
                .block(PATIENCE);

        assertThat(statuses).hasSize(300).containsOnly(201);
        List<CosmosItemIdentity> some = List.of(
                new CosmosItemIdentity(new PartitionKey("p1"), "i1"),
                new CosmosItemIdentity(new PartitionKey("p36"), "i36"),
                new CosmosItemIdentity(new PartitionKey("p0"), "nothing"));
        assertThat(container
                        .readMany(some, JsonNode.class)
                        .map(FeedResponse::getResults)
                        .block(PATIENCE))
                .hasSize(2);
        container
                .deleteAllItemsByPartitionKey(new PartitionKey("p1"), new CosmosItemRequestOptions())
                .block(PATIENCE);
        assertThat(count(container, "SELECT VALUE COUNT(1) FROM c")).isEqualTo(300 - 9);
    }

    @Test
    @FromDocs("nosql/transactional-batch")
    void readers_never_see_half_of_a_batch() {
        CosmosAsyncContainer container = container();
        CosmosBatch first = CosmosBatch.createCosmosBatch(PK);
        first.createItemOperation(item("left", "p").put("n", 0));
        first.createItemOperation(item("right", "p").put("n", 0));
        container.executeCosmosBatch(first).block(PATIENCE);
        Mono<Void> writing = Flux.range(1, 60)
                .concatMap(n -> {
                    CosmosBatch both = CosmosBatch.createCosmosBatch(PK);
                    both.upsertItemOperation(item("left", "p").put("n", n));
                    both.upsertItemOperation(item("right", "p").put("n", n));
                    return container.executeCosmosBatch(both);
                })
                .then();
        Flux<List<JsonNode>> reading = Flux.range(0, 60)
                .flatMap(
                        n -> container
                                .queryItems(
                                        "SELECT * FROM c",
                                        new CosmosQueryRequestOptions().setPartitionKey(PK),
                                        JsonNode.class)
                                .collectList(),
                        4);

        List<List<JsonNode>> seen = Mono.when(writing)
                .then(Mono.just(List.<List<JsonNode>>of()))
                .mergeWith(reading.collectList())
                .blockLast(PATIENCE);
        List<List<JsonNode>> all = reading.collectList().block(PATIENCE);

        for (List<JsonNode> snapshot : concat(seen, all)) {
            assertThat(snapshot).hasSize(2);
            assertThat(snapshot.get(0).path("n")).isEqualTo(snapshot.get(1).path("n"));
        }
    }

    @Test
    @FromDocs("nosql/query/pagination")
    void a_query_goes_on_from_the_continuation_of_any_page() {
        CosmosAsyncContainer container = filled(25);
        List<Integer> numbers = new ArrayList<>();
        String continuation = null;
        do {
            FeedResponse<Integer> page = container
                    .queryItems(
                            "SELECT VALUE c.n FROM c ORDER BY c.n DESC", new CosmosQueryRequestOptions(), Integer.class)
                    .byPage(continuation, 4)
                    .next()
                    .block(PATIENCE);
            numbers.addAll(page.getResults());
            continuation = page.getContinuationToken();
        } while (continuation != null);

        assertThat(numbers).hasSize(25).startsWith(24, 23).endsWith(1, 0);
        assertThat(count(container, "SELECT VALUE SUM(c.n) FROM c")).isEqualTo(300);
    }

    @Test
    @FromDocs("nosql/change-feed-pull-model")
    void the_feed_is_pulled_by_range_from_the_start_from_now_and_from_a_time() {
        CosmosAsyncContainer container = filled(12);
        List<FeedRange> ranges = container.getFeedRanges().block(PATIENCE);
        CosmosChangeFeedRequestOptions fromNow =
                CosmosChangeFeedRequestOptions.createForProcessingFromNow(FeedRange.forFullRange());
        String now = lastContinuation(container, fromNow);

        int fromStart = ranges.stream()
                .mapToInt(range -> changes(
                                container, CosmosChangeFeedRequestOptions.createForProcessingFromBeginning(range))
                        .size())
                .sum();
        container.upsertItem(item("i3", "p3").put("n", 33)).block(PATIENCE);

        assertThat(ranges).hasSize(partitions());
        assertThat(fromStart).isEqualTo(12);
        assertThat(changes(container, CosmosChangeFeedRequestOptions.createForProcessingFromContinuation(now)))
                .extracting(change -> change.path("n").intValue())
                .containsExactly(33);
        assertThat(changes(
                        container,
                        CosmosChangeFeedRequestOptions.createForProcessingFromPointInTime(
                                Instant.now().minusSeconds(3_600), FeedRange.forFullRange())))
                .hasSize(12);
    }

    @Test
    @FromDocs("nosql/change-feed-modes")
    void every_version_and_delete_is_told_over_all_partitions() {
        CosmosAsyncContainer container = container();
        String now = continuationOf(container
                .queryChangeFeed(
                        CosmosChangeFeedRequestOptions.createForProcessingFromNow(FeedRange.forFullRange())
                                .allVersionsAndDeletes(),
                        ChangeFeedProcessorItem.class)
                .byPage()
                .collectList()
                .block(PATIENCE));
        for (int i = 0; i < 8; i++) {
            PartitionKey key = new PartitionKey("p" + i);
            container.createItem(item("i" + i, "p" + i), key, null).block(PATIENCE);
            container.deleteItem("i" + i, key).block(PATIENCE);
        }

        List<String> told = container
                .queryChangeFeed(
                        CosmosChangeFeedRequestOptions.createForProcessingFromContinuation(now)
                                .allVersionsAndDeletes(),
                        ChangeFeedProcessorItem.class)
                .map(change -> change.getChangeFeedMetaData().getOperationType().name())
                .collectList()
                .block(PATIENCE);

        assertThat(told).hasSize(16);
        assertThat(told.stream().filter("DELETE"::equals)).hasSize(8);
    }

    @Test
    @FromSdk("com.azure.cosmos.CosmosAsyncScripts")
    void scripts_and_throughput_work_asynchronously_too() {
        String id = "scripted";
        fixture.database()
                .createContainer(CosmosFixture.properties(id), ThroughputProperties.createManualThroughput(400));
        CosmosAsyncContainer container = fixture.async(fixture.database().getContainer(id));
        String body = "function (n) { getContext().getResponse().setBody(n + 1); }";

        String answer = container
                .getScripts()
                .createStoredProcedure(new CosmosStoredProcedureProperties("next", body))
                .then(container
                        .getScripts()
                        .getStoredProcedure("next")
                        .execute(List.of(41), new CosmosStoredProcedureRequestOptions().setPartitionKey(PK)))
                .map(response -> response.getResponseAsString())
                .block(PATIENCE);
        Integer throughput = container
                .replaceThroughput(ThroughputProperties.createManualThroughput(900))
                .then(container.readThroughput())
                .map(response -> response.getProperties().getManualThroughput())
                .block(PATIENCE);

        assertThat(answer).isEqualTo("42");
        assertThat(throughput).isEqualTo(900);
    }

    private CosmosAsyncContainer container() {
        return fixture.async(fixture.container());
    }

    private CosmosAsyncContainer filled(int count) {
        CosmosAsyncContainer container = container();
        Flux.range(0, count)
                .flatMap(i -> container.createItem(item("i" + i, "p" + i).put("n", i)), AT_ONCE)
                .blockLast(PATIENCE);
        return container;
    }

    private static List<List<JsonNode>> concat(List<List<JsonNode>> some, List<List<JsonNode>> more) {
        List<List<JsonNode>> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static int count(CosmosAsyncContainer container, String query) {
        return container
                .queryItems(query, new CosmosQueryRequestOptions(), JsonNode.class)
                .blockLast(PATIENCE)
                .intValue();
    }

    private static List<ObjectNode> changes(CosmosAsyncContainer container, CosmosChangeFeedRequestOptions options) {
        return container
                .queryChangeFeed(options, ObjectNode.class)
                .collectList()
                .block(PATIENCE);
    }

    private static String lastContinuation(CosmosAsyncContainer container, CosmosChangeFeedRequestOptions options) {
        return continuationOf(container
                .queryChangeFeed(options, ObjectNode.class)
                .byPage()
                .collectList()
                .block(PATIENCE));
    }

    private static <T> String continuationOf(List<FeedResponse<T>> pages) {
        return pages.getLast().getContinuationToken();
    }

    private static int status(Mono<? extends com.azure.cosmos.models.CosmosItemResponse<?>> call) {
        return outcome(call).block(PATIENCE);
    }

    private static Mono<Integer> outcome(Mono<? extends com.azure.cosmos.models.CosmosItemResponse<?>> call) {
        return call.map(response -> response.getStatusCode())
                .onErrorResume(CosmosException.class, failed -> Mono.just(failed.getStatusCode()));
    }
}
