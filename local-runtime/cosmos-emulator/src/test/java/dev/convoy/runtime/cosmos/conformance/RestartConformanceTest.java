package dev.convoy.runtime.cosmos.conformance;

import static dev.convoy.runtime.cosmos.conformance.CosmosFixture.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.cosmos.CosmosClient;
import com.azure.cosmos.CosmosClientBuilder;
import com.azure.cosmos.CosmosContainer;
import com.azure.cosmos.models.CosmosBatch;
import com.azure.cosmos.models.CosmosChangeFeedRequestOptions;
import com.azure.cosmos.models.CosmosQueryRequestOptions;
import com.azure.cosmos.models.FeedRange;
import com.azure.cosmos.models.FeedResponse;
import com.azure.cosmos.models.PartitionKey;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.CosmosEmulator;
import dev.convoy.runtime.cosmos.CosmosEmulatorSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an emulator with a data directory acknowledged is there when the next one opens it. */
class RestartConformanceTest {

    private static final PartitionKey PK = new PartitionKey("p");

    @TempDir
    Path directory;

    @Test
    @Unverified
    void items_etags_and_the_change_feed_are_the_same_after_a_restart() {
        List<String> before = inOneLife(container -> {
            for (int i = 0; i < 20; i++) {
                container.createItem(item("i" + i, "p").put("n", i), PK, null);
            }
            CosmosBatch batch = CosmosBatch.createCosmosBatch(PK);
            batch.upsertItemOperation(item("i3", "p").put("n", 33));
            batch.deleteItemOperation("i4");
            assertThat(container.executeCosmosBatch(batch).isSuccessStatusCode())
                    .isTrue();
        });

        List<String> after = inOneLife(container -> {});

        assertThat(after).isEqualTo(before).hasSize(19);
        assertThat(after.getLast()).startsWith("i3 33 ");
    }

    @Test
    @FromDocs("nosql/query/pagination")
    void a_query_and_a_feed_go_on_from_their_tokens_after_a_restart() {
        List<String> tokens = life(container -> {
            for (int i = 0; i < 6; i++) {
                container.createItem(item("i" + i, "p").put("n", i), PK, null);
            }
            return List.of(
                    page(container, null).getContinuationToken(),
                    feed(container, fromTheBeginning()).getLast().getContinuationToken());
        });

        List<String> rest = life(container -> {
            container.createItem(item("later", "p").put("n", -1), PK, null);
            List<String> found = new ArrayList<>(page(container, tokens.get(0)).getResults());
            feed(container, CosmosChangeFeedRequestOptions.createForProcessingFromContinuation(tokens.get(1)))
                    .forEach(page -> page.getResults()
                            .forEach(change -> found.add(change.path("id").asText())));
            return found;
        });

        assertThat(rest).containsExactly("i2", "i3", "i4", "later");
    }

    private List<String> inOneLife(Consumer<CosmosContainer> work) {
        return life(container -> {
            work.accept(container);
            assertThat(
                            container
                                    .queryItems("SELECT * FROM c", new CosmosQueryRequestOptions(), ObjectNode.class)
                                    .stream())
                    .hasSize(19);
            return feed(container, fromTheBeginning()).stream()
                    .flatMap(page -> page.getResults().stream())
                    .map(change ->
                            change.path("id").asText() + " " + change.path("n").asText() + " "
                                    + change.path("_etag").asText())
                    .toList();
        });
    }

    private static FeedResponse<String> page(CosmosContainer container, String continuation) {
        return container
                .queryItems(
                        "SELECT VALUE c.id FROM c WHERE c.n >= 0 ORDER BY c.n",
                        new CosmosQueryRequestOptions(),
                        String.class)
                .iterableByPage(continuation, continuation == null ? 2 : 3)
                .iterator()
                .next();
    }

    private static CosmosChangeFeedRequestOptions fromTheBeginning() {
        return CosmosChangeFeedRequestOptions.createForProcessingFromBeginning(FeedRange.forFullRange());
    }

    private static List<FeedResponse<ObjectNode>> feed(
            CosmosContainer container, CosmosChangeFeedRequestOptions options) {
        List<FeedResponse<ObjectNode>> pages = new ArrayList<>();
        container.queryChangeFeed(options, ObjectNode.class).iterableByPage().forEach(pages::add);
        return pages;
    }

    private <T> T life(Function<CosmosContainer, T> work) {
        CosmosEmulatorSettings settings =
                CosmosEmulatorSettings.defaults().withPort(0).withDataDirectory(directory);
        try (CosmosEmulator emulator = CosmosEmulator.start(settings);
                CosmosClient client = new CosmosClientBuilder()
                        .endpoint(emulator.endpoint())
                        .key(emulator.key())
                        .gatewayMode()
                        .buildClient()) {
            client.createDatabaseIfNotExists("d");
            client.getDatabase("d").createContainerIfNotExists("c", "/pk");
            return work.apply(client.getDatabase("d").getContainer("c"));
        }
    }
}
