package dev.convoy.runtime.cosmos.conformance;

import static dev.convoy.runtime.cosmos.conformance.CosmosFixture.failure;
import static dev.convoy.runtime.cosmos.conformance.CosmosFixture.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.cosmos.CosmosContainer;
import com.azure.cosmos.CosmosException;
import com.azure.cosmos.models.CosmosBatch;
import com.azure.cosmos.models.CosmosBatchItemRequestOptions;
import com.azure.cosmos.models.CosmosBatchPatchItemRequestOptions;
import com.azure.cosmos.models.CosmosBatchResponse;
import com.azure.cosmos.models.CosmosBulkOperationResponse;
import com.azure.cosmos.models.CosmosBulkOperations;
import com.azure.cosmos.models.CosmosItemOperation;
import com.azure.cosmos.models.CosmosPatchOperations;
import com.azure.cosmos.models.PartitionKey;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchConformanceTest {

    private static final PartitionKey PK = new PartitionKey("p");

    private CosmosFixture fixture;
    private CosmosContainer container;

    @BeforeAll
    void start() {
        fixture = new CosmosFixture(partitions());
        container = fixture.container();
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
    @FromDocs("nosql/transactional-batch")
    void a_batch_does_all_of_its_operations() {
        container.createItem(item("b-old", "p"), PK, null);
        container.createItem(item("b-patched", "p").put("n", 1), PK, null);
        CosmosBatch batch = CosmosBatch.createCosmosBatch(PK);
        batch.createItemOperation(item("b-new", "p"));
        batch.readItemOperation("b-new");
        batch.upsertItemOperation(item("b-up", "p"));
        batch.replaceItemOperation("b-up", item("b-up", "p").put("n", 2));
        batch.patchItemOperation("b-patched", CosmosPatchOperations.create().increment("/n", 1));
        batch.deleteItemOperation("b-old");

        CosmosBatchResponse response = container.executeCosmosBatch(batch);

        assertThat(response.isSuccessStatusCode()).isTrue();
        assertThat(response.getResults().stream().map(result -> result.getStatusCode()))
                .containsExactly(201, 200, 201, 200, 200, 204);
        assertThat(response.getResults()
                        .get(4)
                        .getItem(ObjectNode.class)
                        .path("n")
                        .intValue())
                .isEqualTo(2);
        assertThat(failure(() -> container.readItem("b-old", PK, ObjectNode.class))
                        .getStatusCode())
                .isEqualTo(404);
    }

    @Test
    @FromDocs("nosql/transactional-batch")
    void a_batch_with_one_failure_does_nothing_and_the_others_say_424() {
        container.createItem(item("taken", "p"), PK, null);
        CosmosBatch batch = CosmosBatch.createCosmosBatch(PK);
        batch.createItemOperation(item("never", "p"));
        batch.createItemOperation(item("taken", "p"));
        batch.upsertItemOperation(item("neither", "p"));

        CosmosBatchResponse response = container.executeCosmosBatch(batch);

        assertThat(response.getStatusCode()).isEqualTo(409);
        assertThat(response.getResults().stream().map(result -> result.getStatusCode()))
                .containsExactly(424, 409, 424);
        assertThat(failure(() -> container.readItem("never", PK, ObjectNode.class))
                        .getStatusCode())
                .isEqualTo(404);
    }

    @Test
    @FromDocs("nosql/transactional-batch")
    void etags_and_patch_filters_hold_inside_a_batch() {
        String old =
                container.createItem(item("etagged", "p").put("n", 1), PK, null).getETag();
        container.upsertItem(item("etagged", "p").put("n", 2), PK, null);
        CosmosBatch stale = CosmosBatch.createCosmosBatch(PK);
        stale.createItemOperation(item("with-stale", "p"));
        stale.replaceItemOperation(
                "etagged", item("etagged", "p"), new CosmosBatchItemRequestOptions().setIfMatchETag(old));
        CosmosBatch filtered = CosmosBatch.createCosmosBatch(PK);
        filtered.patchItemOperation(
                "etagged",
                CosmosPatchOperations.create().increment("/n", 1),
                new CosmosBatchPatchItemRequestOptions().setFilterPredicate("FROM c WHERE c.n = 7"));

        assertThat(container.executeCosmosBatch(stale).getStatusCode()).isEqualTo(412);
        assertThat(container.executeCosmosBatch(filtered).getStatusCode()).isEqualTo(412);
        assertThat(container
                        .readItem("etagged", PK, ObjectNode.class)
                        .getItem()
                        .path("n")
                        .intValue())
                .isEqualTo(2);
    }

    @Test
    @FromDocs("concepts-limits")
    void a_batch_of_101_operations_is_refused() {
        CosmosBatch batch = CosmosBatch.createCosmosBatch(PK);
        for (int i = 0; i < 101; i++) {
            batch.upsertItemOperation(item("many" + i, "p"));
        }

        int status;
        try {
            status = container.executeCosmosBatch(batch).getStatusCode();
        } catch (CosmosException refused) {
            status = refused.getStatusCode();
        }

        assertThat(status).isEqualTo(400);
    }

    @Test
    @FromDocs("concepts-limits")
    void a_batch_over_2_mb_is_413_and_does_nothing() {
        CosmosBatch batch = CosmosBatch.createCosmosBatch(PK);
        for (int i = 0; i < 3; i++) {
            batch.createItemOperation(item("heavy" + i, "p").put("text", "x".repeat(1 << 20)));
        }

        int status;
        try {
            status = container.executeCosmosBatch(batch).getStatusCode();
        } catch (CosmosException refused) {
            status = refused.getStatusCode();
        }

        assertThat(status).isEqualTo(413);
        assertThat(failure(() -> container.readItem("heavy0", PK, ObjectNode.class))
                        .getStatusCode())
                .isEqualTo(404);
    }

    @Test
    @FromDocs("nosql/bulk-executor-java")
    void bulk_operations_stand_each_for_itself() {
        container.createItem(item("bulk-7", "key-7"));
        List<CosmosItemOperation> operations = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            operations.add(CosmosBulkOperations.getCreateItemOperation(
                    item("bulk-" + i, "key-" + i), new PartitionKey("key-" + i)));
        }

        List<CosmosBulkOperationResponse<Object>> responses = new ArrayList<>();
        container.executeBulkOperations(operations).forEach(responses::add);

        assertThat(responses).hasSize(250);
        assertThat(responses.stream().filter(r -> r.getResponse().getStatusCode() == 201))
                .hasSize(249);
        assertThat(responses.stream().filter(r -> r.getResponse().getStatusCode() == 409))
                .hasSize(1);
        assertThat(container
                        .readItem("bulk-249", new PartitionKey("key-249"), ObjectNode.class)
                        .getStatusCode())
                .isEqualTo(200);
    }
}
