package dev.convoy.runtime.cosmos.conformance;

import static dev.convoy.runtime.cosmos.conformance.CosmosFixture.JSON;
import static dev.convoy.runtime.cosmos.conformance.CosmosFixture.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.cosmos.CosmosAsyncContainer;
import com.azure.cosmos.CosmosException;
import com.azure.cosmos.models.CosmosBatch;
import com.azure.cosmos.models.CosmosContainerProperties;
import com.azure.cosmos.models.CosmosItemRequestOptions;
import com.azure.cosmos.models.CosmosPatchOperations;
import com.azure.cosmos.models.CosmosQueryRequestOptions;
import com.azure.cosmos.models.PartitionKey;
import com.azure.cosmos.models.PartitionKeyBuilder;
import com.azure.cosmos.models.PartitionKeyDefinition;
import com.azure.cosmos.models.PartitionKeyDefinitionVersion;
import com.azure.cosmos.models.PartitionKind;
import com.azure.cosmos.models.ThroughputProperties;
import com.azure.cosmos.models.UniqueKey;
import com.azure.cosmos.models.UniqueKeyPolicy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What containers promise, asked by the asynchronous client: expiry, unique and hierarchical keys, limits, sessions, throughput. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AsyncContainerConformanceTest {

    private static final PartitionKey PK = new PartitionKey("p");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MEBIBYTE = 1 << 20;

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
    @FromDocs("nosql/time-to-live")
    void items_expire_by_their_own_or_the_containers_time_to_live() {
        CosmosContainerProperties properties = CosmosFixture.properties("async-expiring");
        properties.setDefaultTimeToLiveInSeconds(1);
        CosmosAsyncContainer container = create(properties);
        container.createItem(item("default", "p")).block(PATIENCE);
        container.createItem(item("never", "p").put("ttl", -1)).block(PATIENCE);
        container.createItem(item("later", "p").put("ttl", 3_600)).block(PATIENCE);

        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> status(container.readItem("default", PK, ObjectNode.class)) == 404);

        assertThat(container
                        .queryItems("SELECT VALUE c.id FROM c", new CosmosQueryRequestOptions(), String.class)
                        .collectList()
                        .block(PATIENCE))
                .containsExactlyInAnyOrder("never", "later");
        assertThat(status(container.createItem(item("default", "p")))).isEqualTo(201);
        assertThat(status(container.createItem(item("zero", "p").put("ttl", 0))))
                .isEqualTo(400);
    }

    @Test
    @FromDocs("unique-keys")
    void a_unique_key_holds_within_its_partition_key() {
        CosmosContainerProperties properties = CosmosFixture.properties("async-unique");
        properties.setUniqueKeyPolicy(new UniqueKeyPolicy().setUniqueKeys(List.of(new UniqueKey(List.of("/email")))));
        CosmosAsyncContainer container = create(properties);

        assertThat(status(container.createItem(item("a", "p").put("email", "x"))))
                .isEqualTo(201);
        assertThat(status(container.createItem(item("b", "p").put("email", "x"))))
                .isEqualTo(409);
        assertThat(status(container.createItem(item("b", "q").put("email", "x"))))
                .isEqualTo(201);
        assertThat(status(container.deleteItem("a", PK))).isEqualTo(204);
        assertThat(status(container.createItem(item("b", "p").put("email", "x"))))
                .isEqualTo(201);
    }

    @Test
    @FromDocs("hierarchical-partition-keys")
    void a_prefix_of_a_hierarchical_key_finds_exactly_what_lies_below_it() {
        PartitionKeyDefinition definition = new PartitionKeyDefinition();
        definition.setPaths(List.of("/tenant", "/user", "/session"));
        definition.setKind(PartitionKind.MULTI_HASH);
        definition.setVersion(PartitionKeyDefinitionVersion.V2);
        CosmosAsyncContainer container = create(new CosmosContainerProperties("async-hierarchy", definition));
        Flux.range(0, 24)
                .flatMap(i -> container.createItem(JSON.createObjectNode()
                        .put("id", "i" + i)
                        .put("tenant", "t" + i % 2)
                        .put("user", "u" + i % 4)
                        .put("session", "s" + i)))
                .blockLast(PATIENCE);
        PartitionKey tenant = new PartitionKeyBuilder().add("t1").build();
        PartitionKey user = new PartitionKeyBuilder().add("t1").add("u3").build();
        PartitionKey whole =
                new PartitionKeyBuilder().add("t1").add("u3").add("s7").build();

        assertThat(count(container, tenant)).isEqualTo(12);
        assertThat(count(container, user)).isEqualTo(6);
        assertThat(count(container, whole)).isEqualTo(1);
        assertThat(status(container.readItem("i7", whole, ObjectNode.class))).isEqualTo(200);
        assertThat(status(container.deleteItem("i7", whole))).isEqualTo(204);
        assertThat(count(container, user)).isEqualTo(5);
    }

    @Test
    @FromDocs("concepts-limits")
    void an_item_and_a_batch_over_2_mb_and_a_batch_of_101_are_refused_whole() {
        CosmosAsyncContainer container = create(CosmosFixture.properties("async-limits"));
        CosmosBatch heavy = CosmosBatch.createCosmosBatch(PK);
        CosmosBatch many = CosmosBatch.createCosmosBatch(PK);
        for (int i = 0; i < 3; i++) {
            heavy.createItemOperation(item("heavy" + i, "p").put("text", "x".repeat(MEBIBYTE)));
        }
        for (int i = 0; i < 101; i++) {
            many.createItemOperation(item("many" + i, "p"));
        }

        assertThat(status(container.createItem(item("large", "p").put("text", "x".repeat(2 * MEBIBYTE)))))
                .isEqualTo(413);
        assertThat(batchStatus(container, heavy)).isEqualTo(413);
        assertThat(batchStatus(container, many)).isEqualTo(400);
        assertThat(count(container, PK)).isZero();
    }

    @Test
    @FromDocs("nosql/partial-document-update")
    void every_patch_operation_does_its_part() {
        CosmosAsyncContainer container = create(CosmosFixture.properties("async-patch"));
        ObjectNode item = item("patched", "p").put("count", 1).put("old", "x");
        item.putArray("tags").add("a");
        container.createItem(item).block(PATIENCE);
        CosmosPatchOperations patch = CosmosPatchOperations.create()
                .add("/tags/-", "b")
                .set("/zip", 3000)
                .replace("/tags/0", "A")
                .remove("/old")
                .increment("/count", 4)
                .move("/zip", "/code");

        ObjectNode patched = container
                .patchItem("patched", PK, patch, ObjectNode.class)
                .map(response -> response.getItem())
                .block(PATIENCE);

        assertThat(patched.path("tags").toString()).isEqualTo("[\"A\",\"b\"]");
        assertThat(patched.path("code").intValue()).isEqualTo(3000);
        assertThat(patched.path("count").intValue()).isEqualTo(5);
        assertThat(patched.has("old") || patched.has("zip")).isFalse();
    }

    @Test
    @FromDocs("consistency-levels")
    void a_session_token_from_the_future_is_404_with_substatus_1002() {
        CosmosAsyncContainer container = create(CosmosFixture.properties("async-session"));
        String token = container
                .createItem(item("a", "p"), PK, null)
                .map(created -> created.getSessionToken())
                .block(PATIENCE);
        String future = token.substring(0, token.indexOf('#') + 1) + "999999";

        CosmosException refused = container
                .readItem("a", PK, new CosmosItemRequestOptions().setSessionToken(future), ObjectNode.class)
                .then(Mono.<CosmosException>empty())
                .onErrorResume(CosmosException.class, Mono::just)
                .block(PATIENCE);

        assertThat(refused.getStatusCode()).isEqualTo(404);
        assertThat(refused.getSubStatusCode()).isEqualTo(1002);
        assertThat(status(container.readItem(
                        "a", PK, new CosmosItemRequestOptions().setSessionToken(token), ObjectNode.class)))
                .isEqualTo(200);
    }

    @Test
    @FromDocs("provision-throughput")
    void an_autoscale_offer_is_stored_answered_and_changed() {
        fixture.database()
                .createContainer(
                        CosmosFixture.properties("async-scaled"),
                        ThroughputProperties.createAutoscaledThroughput(4000));
        CosmosAsyncContainer container = fixture.async(fixture.database().getContainer("async-scaled"));

        int before = container
                .readThroughput()
                .map(response -> response.getProperties().getAutoscaleMaxThroughput())
                .block(PATIENCE);
        int after = container
                .replaceThroughput(ThroughputProperties.createAutoscaledThroughput(8000))
                .then(container.readThroughput())
                .map(response -> response.getProperties().getAutoscaleMaxThroughput())
                .block(PATIENCE);

        assertThat(before).isEqualTo(4000);
        assertThat(after).isEqualTo(8000);
    }

    private CosmosAsyncContainer create(CosmosContainerProperties properties) {
        return fixture.async(fixture.container(properties));
    }

    private static long count(CosmosAsyncContainer container, PartitionKey key) {
        return container
                .queryItems("SELECT * FROM c", new CosmosQueryRequestOptions().setPartitionKey(key), JsonNode.class)
                .count()
                .block(PATIENCE);
    }

    private static int batchStatus(CosmosAsyncContainer container, CosmosBatch batch) {
        return container
                .executeCosmosBatch(batch)
                .map(response -> response.getStatusCode())
                .onErrorResume(CosmosException.class, refused -> Mono.just(refused.getStatusCode()))
                .block(PATIENCE);
    }

    private static int status(Mono<? extends com.azure.cosmos.models.CosmosItemResponse<?>> call) {
        return call.map(response -> response.getStatusCode())
                .onErrorResume(CosmosException.class, refused -> Mono.just(refused.getStatusCode()))
                .block(PATIENCE);
    }
}
