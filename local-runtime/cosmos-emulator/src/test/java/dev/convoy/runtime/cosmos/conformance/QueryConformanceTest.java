package dev.convoy.runtime.cosmos.conformance;

import static dev.convoy.runtime.cosmos.conformance.CosmosFixture.failure;
import static dev.convoy.runtime.cosmos.conformance.CosmosFixture.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.cosmos.CosmosContainer;
import com.azure.cosmos.models.CompositePath;
import com.azure.cosmos.models.CompositePathSortOrder;
import com.azure.cosmos.models.CosmosContainerProperties;
import com.azure.cosmos.models.CosmosQueryRequestOptions;
import com.azure.cosmos.models.FeedResponse;
import com.azure.cosmos.models.IndexingPolicy;
import com.azure.cosmos.models.PartitionKey;
import com.azure.cosmos.models.SqlParameter;
import com.azure.cosmos.models.SqlQuerySpec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryConformanceTest {

    private static final int ITEMS = 40;

    private CosmosFixture fixture;
    private CosmosContainer container;

    @BeforeAll
    void start() {
        fixture = new CosmosFixture(partitions());
        CosmosContainerProperties properties = CosmosFixture.properties("queried");
        properties.setIndexingPolicy(
                new IndexingPolicy().setCompositeIndexes(List.of(List.of(by("/group", true), by("/n", false)))));
        container = fixture.container(properties);
        for (int i = 0; i < ITEMS; i++) {
            ObjectNode item = item("i" + i, "p" + i % 4).put("n", i).put("group", "g" + i % 3);
            item.putArray("tags").add("t" + i % 2).add("all");
            container.createItem(item);
        }
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
    @FromDocs("nosql/query/parameterized-queries")
    void parameters_filter_across_partitions() {
        SqlQuerySpec query = new SqlQuerySpec(
                "SELECT * FROM c WHERE c.n >= @low AND c.n < @high",
                new SqlParameter("@low", 10),
                new SqlParameter("@high", 15));

        assertThat(rows(query, new CosmosQueryRequestOptions())).hasSize(5);
    }

    @Test
    @FromDocs("nosql/query/where")
    void a_query_on_one_partition_key_sees_only_its_items() {
        CosmosQueryRequestOptions options = new CosmosQueryRequestOptions().setPartitionKey(new PartitionKey("p1"));

        List<JsonNode> rows = rows(new SqlQuerySpec("SELECT c.id, c.pk FROM c"), options);

        assertThat(rows)
                .hasSize(ITEMS / 4)
                .allMatch(row -> row.path("pk").asText().equals("p1"));
    }

    @Test
    @FromDocs("nosql/query/order-by")
    void order_by_sorts_across_partitions_and_pages() {
        List<Integer> rows = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String continuation = null;
        do {
            FeedResponse<Integer> page = container
                    .queryItems(
                            "SELECT VALUE c.n FROM c ORDER BY c.n DESC", new CosmosQueryRequestOptions(), Integer.class)
                    .iterableByPage(continuation, 7)
                    .iterator()
                    .next();
            rows.addAll(page.getResults());
            sizes.add(page.getResults().size());
            continuation = page.getContinuationToken();
        } while (continuation != null);

        assertThat(rows)
                .isEqualTo(java.util.stream.IntStream.range(0, ITEMS)
                        .mapToObj(i -> ITEMS - 1 - i)
                        .toList());
        assertThat(sizes).allMatch(size -> size <= 7);
    }

    @Test
    @FromDocs("nosql/query/offset-limit")
    void offset_limit_and_top_cut_the_answer() {
        assertThat(numbers("SELECT VALUE c.n FROM c ORDER BY c.n OFFSET 5 LIMIT 3"))
                .containsExactly(5, 6, 7);
        assertThat(numbers("SELECT TOP 2 VALUE c.n FROM c ORDER BY c.n DESC")).containsExactly(39, 38);
    }

    @Test
    @FromDocs("nosql/query/aggregate-functions")
    void aggregates_cover_all_partitions() {
        assertThat(numbers("SELECT VALUE COUNT(1) FROM c")).containsExactly(ITEMS);
        assertThat(
                        container
                                .queryItems(
                                        "SELECT VALUE SUM(c.n) FROM c", new CosmosQueryRequestOptions(), Double.class)
                                .stream())
                .containsExactly(780.0);
        assertThat(numbers("SELECT VALUE MAX(c.n) FROM c WHERE c.group = 'g1'")).containsExactly(37);
    }

    @Test
    @FromDocs("nosql/query/aggregate-functions")
    void averages_and_extremes_are_merged_right() {
        assertThat(
                        container
                                .queryItems(
                                        "SELECT VALUE AVG(c.n) FROM c", new CosmosQueryRequestOptions(), Double.class)
                                .stream())
                .containsExactly(19.5);
        assertThat(numbers("SELECT VALUE MIN(c.n) FROM c WHERE c.n > 3")).containsExactly(4);
        JsonNode row = rows(new SqlQuerySpec("SELECT COUNT(1) AS n, MAX(c.n) AS top1, AVG(c.n) AS mean FROM c"), null)
                .getFirst();
        assertThat(row.path("n").intValue()).isEqualTo(ITEMS);
        assertThat(row.path("top1").intValue()).isEqualTo(39);
        assertThat(row.path("mean").doubleValue()).isEqualTo(19.5);
    }

    @Test
    @FromDocs("nosql/query/group-by")
    void group_by_gathers_over_all_partitions() {
        List<JsonNode> groups = rows(
                new SqlQuerySpec("SELECT c.group, COUNT(1) AS n, SUM(c.n) AS total FROM c GROUP BY c.group"), null);

        assertThat(groups.stream()
                        .map(group -> group.path("group").asText() + " "
                                + group.path("n").asInt() + " "
                                + group.path("total").asInt()))
                .containsExactlyInAnyOrder("g0 14 273", "g1 13 247", "g2 13 260");
    }

    @Test
    @FromDocs("nosql/query/keywords")
    void distinct_drops_repetitions_over_all_partitions() {
        assertThat(container
                        .queryItems(
                                "SELECT DISTINCT VALUE c.group FROM c", new CosmosQueryRequestOptions(), String.class)
                        .stream())
                .containsExactlyInAnyOrder("g0", "g1", "g2");
        assertThat(container
                        .queryItems(
                                "SELECT DISTINCT VALUE c.group FROM c ORDER BY c.group DESC",
                                new CosmosQueryRequestOptions(),
                                String.class)
                        .stream())
                .containsExactly("g2", "g1", "g0");
        assertThat(numbers("SELECT VALUE COUNT(1) FROM (SELECT DISTINCT VALUE c.group FROM c) AS g"))
                .containsExactly(3);
    }

    @Test
    @FromDocs("nosql/query/order-by")
    void order_by_several_keys_and_an_object_projection() {
        List<JsonNode> rows = rows(
                new SqlQuerySpec(
                        "SELECT c.id, c.group FROM c WHERE c.n < @most ORDER BY c.group DESC, c.n ASC",
                        new SqlParameter("@most", 6)),
                null);

        assertThat(rows.stream().map(row -> row.path("id").asText()))
                .containsExactly("i2", "i5", "i1", "i4", "i0", "i3");
        assertThat(rows.getFirst().has("orderByItems")).isFalse();
    }

    @Test
    @FromDocs("index-policy#composite-indexes")
    void order_by_several_keys_goes_along_a_composite_index_either_way_page_by_page() {
        List<String> forwards = paged("SELECT c.id FROM c ORDER BY c.group DESC, c.n ASC");
        List<String> backwards = paged("SELECT c.id FROM c ORDER BY c.group ASC, c.n DESC");

        assertThat(forwards).hasSize(ITEMS).startsWith("i2", "i5", "i8").endsWith("i36", "i39");
        assertThat(backwards).isEqualTo(forwards.reversed());
    }

    @Test
    @FromDocs("index-policy#order-by-queries-on-multiple-properties")
    void order_by_several_keys_without_their_composite_index_is_400() {
        var refused = failure(() -> rows(new SqlQuerySpec("SELECT * FROM c ORDER BY c.group, c.n"), null));

        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getMessage()).contains("composite index").contains("/group ASC, /n ASC");
    }

    private List<String> paged(String query) {
        List<String> ids = new ArrayList<>();
        for (FeedResponse<JsonNode> page : container
                .queryItems(query, new CosmosQueryRequestOptions(), JsonNode.class)
                .iterableByPage(7)) {
            page.getResults().forEach(row -> ids.add(row.path("id").asText()));
        }
        return ids;
    }

    private static CompositePath by(String path, boolean descending) {
        return new CompositePath()
                .setPath(path)
                .setOrder(descending ? CompositePathSortOrder.DESCENDING : CompositePathSortOrder.ASCENDING);
    }

    @Test
    @FromDocs("nosql/query/offset-limit")
    void offset_and_limit_without_order_answer_so_many_rows() {
        assertThat(numbers("SELECT VALUE c.n FROM c OFFSET 35 LIMIT 10")).hasSize(5);
        assertThat(numbers("SELECT TOP 3 VALUE c.n FROM c")).hasSize(3);
    }

    @Test
    @FromDocs("nosql/query/join")
    void join_over_an_array_gives_a_row_for_each_element() {
        assertThat(rows(
                        new SqlQuerySpec("SELECT c.id, t AS tag FROM c JOIN t IN c.tags WHERE t = 't1'"),
                        new CosmosQueryRequestOptions()))
                .hasSize(ITEMS / 2);
    }

    @Test
    @FromDocs("nosql/query/pagination")
    void pages_hold_no_more_than_asked_and_every_row_once() {
        List<String> ids = new ArrayList<>();
        int pages = 0;
        for (FeedResponse<JsonNode> page : container
                .queryItems("SELECT c.id FROM c", new CosmosQueryRequestOptions(), JsonNode.class)
                .iterableByPage(9)) {
            assertThat(page.getResults().size()).isLessThanOrEqualTo(9);
            page.getResults().forEach(row -> ids.add(row.path("id").asText()));
            pages++;
        }

        assertThat(ids).hasSize(ITEMS).doesNotHaveDuplicates();
        assertThat(pages).isGreaterThanOrEqualTo(5);
    }

    @Test
    @FromDocs("rest/api/cosmos-db/query-documents")
    void a_syntax_error_is_400_and_says_where() {
        var refused = failure(() -> rows(new SqlQuerySpec("SELECT * FROM c WHERE"), new CosmosQueryRequestOptions()));

        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getMessage()).contains("Syntax error").contains("21");
    }

    @Test
    @FromSdk("com.azure.cosmos.CosmosContainer")
    void read_all_and_read_many_answer_what_is_there() {
        var identities = List.of(
                new com.azure.cosmos.models.CosmosItemIdentity(new PartitionKey("p1"), "i1"),
                new com.azure.cosmos.models.CosmosItemIdentity(new PartitionKey("p2"), "i2"),
                new com.azure.cosmos.models.CosmosItemIdentity(new PartitionKey("p2"), "none"));

        assertThat(container.readMany(identities, JsonNode.class).getResults()).hasSize(2);
        assertThat(container.readAllItems(new PartitionKey("p3"), JsonNode.class).stream())
                .hasSize(ITEMS / 4);
    }

    private List<Integer> numbers(String query) {
        return container.queryItems(query, new CosmosQueryRequestOptions(), Integer.class).stream()
                .toList();
    }

    private List<JsonNode> rows(SqlQuerySpec query, CosmosQueryRequestOptions options) {
        CosmosQueryRequestOptions used = options == null ? new CosmosQueryRequestOptions() : options;
        return container.queryItems(query, used, JsonNode.class).stream().toList();
    }
}
