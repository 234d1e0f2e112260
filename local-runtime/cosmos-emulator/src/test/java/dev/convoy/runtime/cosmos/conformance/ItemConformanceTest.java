package dev.convoy.runtime.cosmos.conformance;

import static dev.convoy.runtime.cosmos.conformance.CosmosFixture.failure;
import static dev.convoy.runtime.cosmos.conformance.CosmosFixture.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.cosmos.CosmosContainer;
import com.azure.cosmos.CosmosException;
import com.azure.cosmos.models.CosmosItemRequestOptions;
import com.azure.cosmos.models.CosmosItemResponse;
import com.azure.cosmos.models.CosmosPatchItemRequestOptions;
import com.azure.cosmos.models.CosmosPatchOperations;
import com.azure.cosmos.models.PartitionKey;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ItemConformanceTest {

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
    @FromDocs("rest/api/cosmos-db/create-a-document")
    void a_created_item_reads_back_with_the_services_properties() {
        CosmosItemResponse<ObjectNode> created =
                container.createItem(item("create", "p").put("n", 1), PK, null);

        ObjectNode read = container.readItem("create", PK, ObjectNode.class).getItem();

        assertThat(created.getStatusCode()).isEqualTo(201);
        assertThat(read.path("n").intValue()).isEqualTo(1);
        assertThat(read.path("_etag").asText()).isEqualTo(created.getETag());
        assertThat(read.has("_rid") && read.has("_self") && read.has("_ts")).isTrue();
        assertThat(created.getRequestCharge()).isPositive();
    }

    @Test
    @FromDocs("rest/api/cosmos-db/create-a-document")
    void creating_an_id_twice_is_a_conflict() {
        container.createItem(item("twice", "p"), PK, null);

        assertThat(failure(() -> container.createItem(item("twice", "p"), PK, null))
                        .getStatusCode())
                .isEqualTo(409);
        assertThat(container.createItem(item("twice", "other")).getStatusCode()).isEqualTo(201);
    }

    @Test
    @FromDocs("rest/api/cosmos-db/get-a-document")
    void what_is_not_there_is_404_with_substatus_0() {
        CosmosException missing = failure(() -> container.readItem("missing", PK, ObjectNode.class));

        assertThat(missing.getStatusCode()).isEqualTo(404);
        assertThat(missing.getSubStatusCode()).isZero();
    }

    @Test
    @FromSdk("com.azure.cosmos.CosmosContainer")
    void an_item_of_a_container_that_is_not_there_is_404_with_substatus_1003() {
        CosmosContainer none = fixture.database().getContainer("none");

        CosmosException missing = failure(() -> none.readItem("x", PK, ObjectNode.class));

        assertThat(missing.getStatusCode()).isEqualTo(404);
    }

    @Test
    @FromDocs("nosql/database-transactions-optimistic-concurrency")
    void a_replace_with_an_old_etag_is_412_and_changes_nothing() {
        String old = container.createItem(item("race", "p"), PK, null).getETag();
        container.replaceItem(item("race", "p").put("n", 2), "race", PK, null);

        CosmosException refused = failure(() -> container.replaceItem(
                item("race", "p").put("n", 3), "race", PK, new CosmosItemRequestOptions().setIfMatchETag(old)));

        assertThat(refused.getStatusCode()).isEqualTo(412);
        assertThat(container
                        .readItem("race", PK, ObjectNode.class)
                        .getItem()
                        .path("n")
                        .intValue())
                .isEqualTo(2);
    }

    @Test
    @FromDocs("nosql/database-transactions-optimistic-concurrency")
    void a_delete_with_an_old_etag_is_412_and_with_the_current_one_204() {
        String old = container.createItem(item("gone", "p"), PK, null).getETag();
        String current = container.upsertItem(item("gone", "p"), PK, null).getETag();

        assertThat(failure(() -> container.deleteItem("gone", PK, new CosmosItemRequestOptions().setIfMatchETag(old)))
                        .getStatusCode())
                .isEqualTo(412);
        assertThat(container
                        .deleteItem("gone", PK, new CosmosItemRequestOptions().setIfMatchETag(current))
                        .getStatusCode())
                .isEqualTo(204);
        assertThat(failure(() -> container.deleteItem("gone", PK, null)).getStatusCode())
                .isEqualTo(404);
    }

    @Test
    @FromDocs("rest/api/cosmos-db/get-a-document")
    void a_read_with_the_current_etag_is_304() {
        String etag = container.createItem(item("same", "p"), PK, null).getETag();

        CosmosItemRequestOptions options = new CosmosItemRequestOptions().setIfNoneMatchETag(etag);
        int status;
        try {
            status = container.readItem("same", PK, options, ObjectNode.class).getStatusCode();
        } catch (CosmosException notModified) {
            status = notModified.getStatusCode();
        }

        assertThat(status).isEqualTo(304);
    }

    @Test
    @FromDocs("rest/api/cosmos-db/common-cosmosdb-rest-request-headers")
    void if_match_means_nothing_to_a_read() {
        container.createItem(item("moved-on", "p"), PK, null);
        CosmosItemRequestOptions options = new CosmosItemRequestOptions().setIfMatchETag("\"an-older-one\"");

        int status =
                container.readItem("moved-on", PK, options, ObjectNode.class).getStatusCode();

        assertThat(status).isEqualTo(200);
    }

    @Test
    @FromDocs("rest/api/cosmos-db/create-a-document")
    void an_upsert_creates_then_replaces() {
        assertThat(container.upsertItem(item("up", "p"), PK, null).getStatusCode())
                .isEqualTo(201);
        assertThat(container.upsertItem(item("up", "p").put("n", 1), PK, null).getStatusCode())
                .isEqualTo(200);
        assertThat(container
                        .readItem("up", PK, ObjectNode.class)
                        .getItem()
                        .path("n")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    @FromDocs("nosql/partial-document-update")
    void every_patch_operation_does_its_part() {
        ObjectNode item = item("patched", "p").put("count", 1).put("old", "x");
        item.putArray("tags").add("a").add("c");
        item.putObject("address").put("city", "Bern");
        container.createItem(item, PK, null);

        CosmosPatchOperations patch = CosmosPatchOperations.create()
                .add("/tags/1", "b")
                .add("/tags/-", "d")
                .set("/address/zip", 3000)
                .replace("/address/city", "Basel")
                .remove("/old")
                .increment("/count", 4)
                .move("/address/zip", "/zip");
        JsonNode patched =
                container.patchItem("patched", PK, patch, ObjectNode.class).getItem();

        assertThat(patched.path("tags").toString()).isEqualTo("[\"a\",\"b\",\"c\",\"d\"]");
        assertThat(patched.path("address").toString()).isEqualTo("{\"city\":\"Basel\"}");
        assertThat(patched.path("zip").intValue()).isEqualTo(3000);
        assertThat(patched.path("count").intValue()).isEqualTo(5);
        assertThat(patched.has("old")).isFalse();
    }

    @Test
    @FromDocs("nosql/partial-document-update")
    void a_patch_whose_filter_does_not_hold_is_412_and_changes_nothing() {
        container.createItem(item("filtered", "p").put("stock", 3), PK, null);
        CosmosPatchItemRequestOptions options =
                new CosmosPatchItemRequestOptions().setFilterPredicate("FROM c WHERE c.stock >= 5");
        CosmosPatchOperations take = CosmosPatchOperations.create().increment("/stock", -5);

        assertThat(failure(() -> container.patchItem("filtered", PK, take, options, ObjectNode.class))
                        .getStatusCode())
                .isEqualTo(412);
        options.setFilterPredicate("FROM c WHERE c.stock >= 3");
        CosmosPatchOperations less = CosmosPatchOperations.create().increment("/stock", -3);
        assertThat(container
                        .patchItem("filtered", PK, less, options, ObjectNode.class)
                        .getItem()
                        .path("stock")
                        .intValue())
                .isZero();
    }

    @Test
    @FromDocs("nosql/partial-document-update")
    void a_patch_of_what_is_not_there_is_400() {
        container.createItem(item("unpatched", "p"), PK, null);

        CosmosPatchOperations patch = CosmosPatchOperations.create().replace("/missing", 1);

        assertThat(failure(() -> container.patchItem("unpatched", PK, patch, ObjectNode.class))
                        .getStatusCode())
                .isEqualTo(400);
    }

    @Test
    @FromDocs("concepts-limits")
    void an_item_over_2_mb_is_413() {
        ObjectNode large = item("large", "p").put("text", "x".repeat(2 << 20));

        assertThat(failure(() -> container.createItem(large, PK, null)).getStatusCode())
                .isEqualTo(413);
    }

    @Test
    @FromSdk("com.azure.cosmos.implementation.RxDocumentClientImpl")
    void a_partition_key_other_than_the_items_own_is_400_with_substatus_1001() {
        CosmosException refused = failure(() -> container.createItem(item("wrong", "p"), new PartitionKey("q"), null));

        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getSubStatusCode()).isEqualTo(1001);
    }
}
