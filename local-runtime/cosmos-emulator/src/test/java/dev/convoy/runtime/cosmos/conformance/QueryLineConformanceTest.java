package dev.convoy.runtime.cosmos.conformance;

import static dev.convoy.runtime.cosmos.conformance.CosmosFixture.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.cosmos.CosmosAsyncContainer;
import com.azure.cosmos.CosmosContainer;
import com.azure.cosmos.CosmosException;
import com.azure.cosmos.models.CosmosQueryRequestOptions;
import com.azure.cosmos.models.FeedResponse;
import com.azure.cosmos.models.SqlParameter;
import com.azure.cosmos.models.SqlQuerySpec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every part of the query language once, asked by both clients: the SDK takes a query over several partitions apart and puts the answers
 * together again, which the tables of the query engine cannot show.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryLineConformanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private CosmosFixture fixture;
    private CosmosContainer sync;
    private CosmosAsyncContainer async;

    @BeforeAll
    void start() {
        fixture = new CosmosFixture(partitions());
        sync = fixture.container();
        async = fixture.async(sync);
        lamps().forEach(sync::createItem);
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

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    @FromDocs("nosql/query")
    void each_part_of_the_language_answers_both_clients(String query, String expected) throws Exception {
        List<JsonNode> rows = new ArrayList<>();
        CosmosFixture.JSON.readTree(expected).forEach(rows::add);
        boolean ordered = query.contains("ORDER BY");

        List<JsonNode> once = sync.queryItems(query, new CosmosQueryRequestOptions(), JsonNode.class).stream()
                .toList();
        List<JsonNode> again = async.queryItems(query, new CosmosQueryRequestOptions(), JsonNode.class)
                .collectList()
                .block(PATIENCE);

        assertThat(texts(once, ordered)).isEqualTo(texts(rows, ordered));
        assertThat(texts(again, ordered)).isEqualTo(texts(rows, ordered));
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> lines() {
        return QUERIES.entrySet().stream()
                .map(line -> org.junit.jupiter.params.provider.Arguments.of(line.getKey(), line.getValue()));
    }

    /** Six lamps in six partition keys: number 2 has no price, 3 has a null, 4 has a text for a price. */
    private static final Map<String, String> QUERIES = Map.ofEntries(
            Map.entry("SELECT c.id AS name, c.n * 2 AS twice FROM c WHERE c.n = 5", "[{\"name\":\"i5\",\"twice\":10}]"),
            Map.entry("SELECT VALUE c.n FROM c WHERE c.n > 3", "[4,5]"),
            Map.entry(
                    "SELECT VALUE {\"half\": c.n / 2, \"all\": [c.id, c.pk]} FROM c WHERE c.n = 4",
                    "[{\"half\":2,\"all\":[\"i4\",\"p4\"]}]"),
            Map.entry("SELECT DISTINCT VALUE c.color FROM c", "[\"red\",\"blue\"]"),
            Map.entry("SELECT TOP 2 VALUE c.n FROM c ORDER BY c.n DESC", "[5,4]"),
            Map.entry("SELECT VALUE c.n FROM c ORDER BY c.n OFFSET 1 LIMIT 3", "[1,2,3]"),
            Map.entry("SELECT VALUE c.n FROM c WHERE c.price > 9 OR c.n = 0", "[0,1,5]"),
            Map.entry("SELECT VALUE c.n FROM c WHERE NOT (c.price > 10)", "[0]"),
            Map.entry("SELECT VALUE c.n FROM c WHERE c.price = null", "[3]"),
            Map.entry("SELECT VALUE c.n FROM c WHERE NOT IS_DEFINED(c.price)", "[2]"),
            Map.entry("SELECT VALUE c.price ?? \"none\" FROM c WHERE c.n = 2", "[\"none\"]"),
            Map.entry("SELECT VALUE (c.n > 4 ? \"high\" : \"low\") FROM c WHERE c.n IN (1, 5)", "[\"low\",\"high\"]"),
            Map.entry("SELECT VALUE c.n FROM c WHERE c.color IN (\"blue\", \"green\")", "[1,3,5]"),
            Map.entry("SELECT VALUE c.n FROM c WHERE c.n NOT IN (0, 1, 2)", "[3,4,5]"),
            Map.entry("SELECT VALUE c.n FROM c WHERE c.n BETWEEN 2 AND 4", "[2,3,4]"),
            Map.entry("SELECT VALUE c.n FROM c WHERE c.color LIKE \"r_d%\" AND c.n < 3", "[0,2]"),
            Map.entry(
                    "SELECT VALUE c.n FROM c WHERE EXISTS(SELECT VALUE t FROM t IN c.tags WHERE t = \"t3\")", "[2,3]"),
            Map.entry("SELECT VALUE (SELECT VALUE COUNT(1) FROM t IN c.tags) FROM c WHERE c.n = 1", "[2]"),
            Map.entry(
                    "SELECT ARRAY(SELECT VALUE UPPER(t) FROM t IN c.tags) AS tags FROM c WHERE c.n = 1",
                    "[{\"tags\":[\"T1\",\"T2\"]}]"),
            Map.entry(
                    "SELECT c.n, t AS tag FROM c JOIN t IN c.tags WHERE c.n = 0",
                    "[{\"n\":0,\"tag\":\"t0\"},{\"n\":0,\"tag\":\"t1\"}]"),
            Map.entry(
                    "SELECT c.color, COUNT(1) AS k, SUM(c.n) AS s, MIN(c.n) AS low, MAX(c.n) AS high FROM c GROUP BY c.color",
                    "[{\"color\":\"red\",\"k\":3,\"s\":6,\"low\":0,\"high\":4},{\"color\":\"blue\",\"k\":3,\"s\":9,\"low\":1,\"high\":5}]"),
            Map.entry("SELECT VALUE AVG(c.n) FROM c", "[2.5]"),
            Map.entry("SELECT VALUE c.id FROM c WHERE c.n < 3 ORDER BY c.n DESC", "[\"i2\",\"i1\",\"i0\"]"),
            Map.entry(
                    "SELECT VALUE CONCAT(UPPER(c.color), \"-\", SUBSTRING(c.id, 1, 1)) FROM c WHERE STARTSWITH(c.pk, \"p3\")",
                    "[\"BLUE-3\"]"),
            Map.entry("SELECT VALUE REPLACE(LTRIM(\"  a b\"), \" \", \"_\") FROM c WHERE c.n = 0", "[\"a_b\"]"),
            Map.entry("SELECT VALUE ABS(-1 - c.n) + FLOOR(1.7) + POWER(2, 3) FROM c WHERE c.n = 1", "[11]"),
            Map.entry(
                    "SELECT VALUE ARRAY_LENGTH(ARRAY_CONCAT(c.tags, [1, 2])) FROM c WHERE ARRAY_CONTAINS(c.tags, \"t5\") AND c.n = 5",
                    "[4]"),
            Map.entry(
                    "SELECT [IS_NUMBER(c.price), IS_STRING(c.price), IS_NULL(c.price), IS_ARRAY(c.tags)] AS types FROM c WHERE c.n = 4",
                    "[{\"types\":[false,true,false,true]}]"),
            Map.entry(
                    "SELECT VALUE DateTimeAdd(\"dd\", c.n, \"2026-01-01T00:00:00.0000000Z\") FROM c WHERE c.n = 2",
                    "[\"2026-01-03T00:00:00.0000000Z\"]"),
            Map.entry(
                    "SELECT VALUE DateTimeDiff(\"hh\", \"2026-01-01T00:00:00Z\", \"2026-01-02T01:00:00Z\") FROM c WHERE c.n = 0",
                    "[25]"),
            Map.entry(
                    "SELECT VALUE c[\"made\"].by[0].name FROM c WHERE c.made.by[0].name = \"maker 3\"",
                    "[\"maker 3\"]"));

    @Test
    @FromDocs("nosql/query/parameterized-queries")
    void parameters_of_every_type_are_filled_in() {
        SqlQuerySpec spec = new SqlQuerySpec(
                "SELECT VALUE c.n FROM c WHERE c.color = @color AND c.n >= @low AND ARRAY_CONTAINS(@ids, c.id)",
                new SqlParameter("@color", "blue"),
                new SqlParameter("@low", 2),
                new SqlParameter("@ids", List.of("i1", "i3", "i4")));

        assertThat(sync.queryItems(spec, new CosmosQueryRequestOptions(), Integer.class).stream())
                .containsExactly(3);
        assertThat(async.queryItems(spec, new CosmosQueryRequestOptions(), Integer.class)
                        .collectList()
                        .block(PATIENCE))
                .containsExactly(3);
    }

    @Test
    @FromDocs("nosql/query/pagination")
    void pages_are_as_small_as_asked_and_go_on_from_their_tokens() {
        List<Integer> all = new ArrayList<>();
        String token = null;
        do {
            FeedResponse<Integer> page = sync.queryItems(
                            "SELECT VALUE c.n FROM c ORDER BY c.n", new CosmosQueryRequestOptions(), Integer.class)
                    .iterableByPage(token, 2)
                    .iterator()
                    .next();
            assertThat(page.getResults()).hasSizeLessThanOrEqualTo(2);
            all.addAll(page.getResults());
            token = page.getContinuationToken();
        } while (token != null);

        assertThat(all).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    @FromDocs("nosql/query/pagination")
    void a_token_that_is_none_is_refused_and_so_is_bad_syntax_with_its_place() {
        for (String query : List.of("SELECT VALUE c.n FROM c", "SELECT VALUE c.n FROM c ORDER BY c.n")) {
            assertThat(failure(query, "nonsense")).isInstanceOf(CosmosException.class);
        }
        assertThat(failure("SELECT * FROM c WHERE c.n >", null))
                .isInstanceOfSatisfying(CosmosException.class, refused -> {
                    assertThat(refused.getStatusCode()).isEqualTo(400);
                    assertThat(refused.getMessage()).contains("at position 27");
                });
    }

    private RuntimeException failure(String query, String token) {
        try {
            async.queryItems(query, new CosmosQueryRequestOptions(), JsonNode.class)
                    .byPage(token, 5)
                    .blockLast(PATIENCE);
        } catch (RuntimeException refused) {
            return refused;
        }
        throw new AssertionError("the query succeeded");
    }

    private static List<ObjectNode> lamps() {
        List<ObjectNode> lamps = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ObjectNode lamp = item("i" + i, "p" + i).put("n", i).put("color", i % 2 == 0 ? "red" : "blue");
            lamp.putArray("tags").add("t" + i).add("t" + (i + 1));
            lamp.putObject("made").putArray("by").addObject().put("name", "maker " + i);
            lamps.add(lamp);
        }
        lamps.get(0).put("price", 5.5);
        lamps.get(1).put("price", 10.5);
        lamps.get(3).putNull("price");
        lamps.get(4).put("price", "12");
        lamps.get(5).put("price", 20);
        return lamps;
    }

    /** Numbers by value: {@code 3} and {@code 3.0} are the same to a query. */
    private static Iterable<String> texts(List<JsonNode> rows, boolean ordered) {
        List<String> texts = rows.stream().map(QueryLineConformanceTest::text).toList();
        return ordered ? texts : new TreeSet<>(texts);
    }

    private static String text(JsonNode row) {
        return row.isNumber()
                ? Double.toString(row.doubleValue())
                : row.toString().replaceAll("(\\d)\\.0\\b", "$1");
    }
}
