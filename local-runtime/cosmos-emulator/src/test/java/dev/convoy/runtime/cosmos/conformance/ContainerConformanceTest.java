package dev.convoy.runtime.cosmos.conformance;

import static dev.convoy.runtime.cosmos.conformance.CosmosFixture.JSON;
import static dev.convoy.runtime.cosmos.conformance.CosmosFixture.failure;
import static dev.convoy.runtime.cosmos.conformance.CosmosFixture.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.cosmos.CosmosContainer;
import com.azure.cosmos.CosmosException;
import com.azure.cosmos.models.CosmosBatch;
import com.azure.cosmos.models.CosmosContainerProperties;
import com.azure.cosmos.models.CosmosItemIdentity;
import com.azure.cosmos.models.CosmosItemRequestOptions;
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

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainerConformanceTest {

    private static final PartitionKey PK = new PartitionKey("p");

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
    @FromDocs("rest/api/cosmos-db/collections")
    void containers_are_created_listed_read_and_deleted() {
        CosmosContainer container = fixture.container(new CosmosContainerProperties("listed", "/pk"));

        assertThat(fixture.database().readAllContainers().stream().map(CosmosContainerProperties::getId))
                .contains("listed");
        assertThat(container.read().getProperties().getPartitionKeyDefinition().getPaths())
                .containsExactly("/pk");
        assertThat(failure(() -> fixture.database().createContainer("listed", "/pk"))
                        .getStatusCode())
                .isEqualTo(409);
        container.delete();
        assertThat(failure(container::read).getStatusCode()).isEqualTo(404);
        assertThat(failure(() -> fixture.client().getDatabase("none").read()).getStatusCode())
                .isEqualTo(404);
    }

    @Test
    @FromSdk("com.azure.cosmos.implementation.caches.RxCollectionCache")
    void a_client_recovers_from_a_container_that_was_dropped_and_made_anew() {
        CosmosContainer container = fixture.container(new CosmosContainerProperties("again", "/pk"));
        container.createItem(item("old", "p"));
        container.delete();
        fixture.database().createContainer(new CosmosContainerProperties("again", "/pk"));

        container.createItem(item("new", "p"));

        assertThat(container.readItem("new", PK, ObjectNode.class).getStatusCode())
                .isEqualTo(200);
        assertThat(failure(() -> container.readItem("old", PK, ObjectNode.class))
                        .getStatusCode())
                .isEqualTo(404);
    }

    @Test
    @FromSdk("com.azure.cosmos.models.CosmosContainerProperties")
    void a_container_made_by_id_and_path_has_hash_version_one_and_works() {
        fixture.database().createContainer("version-one", "/pk");
        CosmosContainer container = fixture.database().getContainer("version-one");
        for (int i = 0; i < 20; i++) {
            container.createItem(item("i" + i, "key-" + i));
        }

        List<CosmosItemIdentity> all = java.util.stream.IntStream.range(0, 20)
                .mapToObj(i -> new CosmosItemIdentity(new PartitionKey("key-" + i), "i" + i))
                .toList();

        assertThat(container.readMany(all, JsonNode.class).getResults()).hasSize(20);
    }

    @Test
    @FromDocs("nosql/time-to-live")
    void items_expire_by_their_own_time_to_live_or_never() {
        CosmosContainerProperties properties = CosmosFixture.properties("expiring");
        properties.setDefaultTimeToLiveInSeconds(-1);
        CosmosContainer container = fixture.container(properties);
        container.createItem(item("short", "p").put("ttl", 1));
        container.createItem(item("long", "p"));

        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> count(container, PK) == 1);

        assertThat(failure(() -> container.readItem("short", PK, ObjectNode.class))
                        .getStatusCode())
                .isEqualTo(404);
        assertThat(container.readItem("long", PK, ObjectNode.class).getStatusCode())
                .isEqualTo(200);
    }

    @Test
    @FromDocs("unique-keys")
    void a_unique_key_holds_within_its_partition_key() {
        CosmosContainerProperties properties = CosmosFixture.properties("unique");
        properties.setUniqueKeyPolicy(
                new UniqueKeyPolicy().setUniqueKeys(List.of(new UniqueKey(List.of("/email", "/country")))));
        CosmosContainer container = fixture.container(properties);
        container.createItem(item("a", "p").put("email", "x@example.com").put("country", "CH"));

        CosmosException same = failure(() -> container.createItem(
                item("b", "p").put("email", "x@example.com").put("country", "CH")));

        assertThat(same.getStatusCode()).isEqualTo(409);
        container.createItem(item("c", "q").put("email", "x@example.com").put("country", "CH"));
        container.createItem(item("d", "p").put("email", "x@example.com").put("country", "DE"));
        container.upsertItem(item("a", "p").put("email", "y@example.com").put("country", "CH"));
        container.createItem(item("b", "p").put("email", "x@example.com").put("country", "CH"));
        CosmosBatch batch = CosmosBatch.createCosmosBatch(PK);
        batch.createItemOperation(item("e", "p").put("email", "z").put("country", "CH"));
        batch.createItemOperation(item("f", "p").put("email", "z").put("country", "CH"));
        assertThat(container.executeCosmosBatch(batch).getStatusCode()).isEqualTo(409);
    }

    @Test
    @FromDocs("hierarchical-partition-keys")
    void a_prefix_of_a_hierarchical_key_finds_exactly_what_lies_below_it() {
        PartitionKeyDefinition definition = new PartitionKeyDefinition();
        definition.setPaths(List.of("/tenant", "/user", "/session"));
        definition.setKind(PartitionKind.MULTI_HASH);
        definition.setVersion(PartitionKeyDefinitionVersion.V2);
        CosmosContainer container = fixture.container(new CosmosContainerProperties("hierarchy", definition));
        for (int i = 0; i < 24; i++) {
            container.createItem(JSON.createObjectNode()
                    .put("id", "i" + i)
                    .put("tenant", "t" + i % 2)
                    .put("user", "u" + i % 4)
                    .put("session", "s" + i));
        }

        PartitionKey tenant = new PartitionKeyBuilder().add("t1").build();
        PartitionKey user = new PartitionKeyBuilder().add("t1").add("u3").build();
        PartitionKey whole =
                new PartitionKeyBuilder().add("t1").add("u3").add("s7").build();

        assertThat(count(container, tenant)).isEqualTo(12);
        assertThat(count(container, user)).isEqualTo(6);
        assertThat(count(container, whole)).isEqualTo(1);
        assertThat(container.readItem("i7", whole, ObjectNode.class).getStatusCode())
                .isEqualTo(200);
        assertThat(failure(() -> container.createItem(
                                JSON.createObjectNode().put("id", "x").put("tenant", "t"), tenant, null))
                        .getStatusCode())
                .isEqualTo(400);
    }

    @Test
    @FromDocs("nosql/how-to-delete-by-partition-key")
    void delete_by_partition_key_removes_its_items_and_no_others() {
        CosmosContainer container = fixture.container();
        for (int i = 0; i < 30; i++) {
            container.createItem(item("i" + i, "p" + i % 3));
        }

        container.deleteAllItemsByPartitionKey(new PartitionKey("p1"), new CosmosItemRequestOptions());

        assertThat(count(container, new PartitionKey("p1"))).isZero();
        assertThat(count(container, new PartitionKey("p2"))).isEqualTo(10);
    }

    @Test
    @FromDocs("provision-throughput")
    void throughput_is_stored_and_answered_and_can_change() {
        fixture.database()
                .createContainer(CosmosFixture.properties("fixed"), ThroughputProperties.createManualThroughput(700));
        fixture.database()
                .createContainer(
                        CosmosFixture.properties("scaled"), ThroughputProperties.createAutoscaledThroughput(4000));
        CosmosContainer fixed = fixture.database().getContainer("fixed");
        CosmosContainer scaled = fixture.database().getContainer("scaled");

        assertThat(fixed.readThroughput().getProperties().getManualThroughput()).isEqualTo(700);
        assertThat(scaled.readThroughput().getProperties().getAutoscaleMaxThroughput())
                .isEqualTo(4000);
        fixed.replaceThroughput(ThroughputProperties.createManualThroughput(900));
        assertThat(fixed.readThroughput().getProperties().getManualThroughput()).isEqualTo(900);
    }

    @Test
    @FromDocs("consistency-levels")
    void a_session_token_from_the_future_is_404_with_substatus_1002() {
        CosmosContainer container = fixture.container();
        String token = container.createItem(item("a", "p"), PK, null).getSessionToken();
        String future = token.substring(0, token.indexOf('#') + 1) + "999999";

        CosmosException refused = failure(() ->
                container.readItem("a", PK, new CosmosItemRequestOptions().setSessionToken(future), ObjectNode.class));

        assertThat(refused.getStatusCode()).isEqualTo(404);
        assertThat(refused.getSubStatusCode()).isEqualTo(1002);
    }

    @Test
    @FromDocs("index-policy")
    void an_indexing_policy_comes_back_and_queries_answer_whatever_it_excludes() {
        CosmosContainerProperties properties = CosmosFixture.properties("policy");
        com.azure.cosmos.models.IndexingPolicy policy = new com.azure.cosmos.models.IndexingPolicy();
        policy.setIncludedPaths(List.of(new com.azure.cosmos.models.IncludedPath("/a/?")));
        policy.setExcludedPaths(List.of(new com.azure.cosmos.models.ExcludedPath("/*")));
        properties.setIndexingPolicy(policy);
        CosmosContainer container = fixture.container(properties);
        container.createItem(item("x", "p").put("a", 1).put("b", 2));

        assertThat(container
                        .read()
                        .getProperties()
                        .getIndexingPolicy()
                        .getIncludedPaths()
                        .getFirst()
                        .getPath())
                .isEqualTo("/a/?");
        assertThat(failure(() -> container
                                .queryItems(
                                        "SELECT * FROM c ORDER BY c.b", new CosmosQueryRequestOptions(), JsonNode.class)
                                .stream()
                                .toList())
                        .getStatusCode())
                .isEqualTo(400);
        assertThat(container
                        .queryItems(
                                "SELECT * FROM c WHERE c.a = 1 AND c.b > 1",
                                new CosmosQueryRequestOptions(),
                                JsonNode.class)
                        .stream())
                .hasSize(1);
    }

    @Test
    @FromSdk("com.azure.cosmos.CosmosAsyncContainer")
    void the_asynchronous_client_does_the_same() {
        CosmosContainer container = fixture.container();
        var async = fixture.async(container);

        ObjectNode read = async.createItem(item("async", "p"), PK, null)
                .then(async.readItem("async", PK, ObjectNode.class))
                .map(response -> response.getItem())
                .block();

        assertThat(read.path("id").asText()).isEqualTo("async");
        assertThat(async.queryItems("SELECT * FROM c", new CosmosQueryRequestOptions(), JsonNode.class)
                        .collectList()
                        .block())
                .hasSize(1);
    }

    private static long count(CosmosContainer container, PartitionKey key) {
        return container
                .queryItems("SELECT * FROM c", new CosmosQueryRequestOptions().setPartitionKey(key), JsonNode.class)
                .stream()
                .count();
    }
}
