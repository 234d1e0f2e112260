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
import com.azure.cosmos.models.PartitionKey;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.CosmosEmulator;
import dev.convoy.runtime.cosmos.CosmosEmulatorSettings;
import java.nio.file.Path;
import java.util.List;
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

    private List<String> inOneLife(java.util.function.Consumer<CosmosContainer> work) {
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
            CosmosContainer container = client.getDatabase("d").getContainer("c");
            work.accept(container);
            assertThat(
                            container
                                    .queryItems("SELECT * FROM c", new CosmosQueryRequestOptions(), ObjectNode.class)
                                    .stream())
                    .hasSize(19);
            return container
                    .queryChangeFeed(
                            CosmosChangeFeedRequestOptions.createForProcessingFromBeginning(FeedRange.forFullRange()),
                            ObjectNode.class)
                    .stream()
                    .map(change ->
                            change.path("id").asText() + " " + change.path("n").asText() + " "
                                    + change.path("_etag").asText())
                    .toList();
        }
    }
}
