package dev.convoy.runtime.cosmos.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.documents.Bytes;
import dev.convoy.runtime.cosmos.documents.ContainerAddress;
import dev.convoy.runtime.cosmos.documents.ItemKey;
import dev.convoy.runtime.cosmos.documents.Json;
import dev.convoy.runtime.cosmos.documents.PartitionKey;
import dev.convoy.runtime.cosmos.documents.StoredDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of queries in {@code query/*.cases}: each line is a query or a constant expression, {@code =>}, and the rows, the
 * value, {@code undefined}, or {@code error} with a part of its message.
 */
class QueryLanguageTest {

    private static final List<String> TABLES =
            List.of("operators", "logic", "strings", "math", "types", "arrays", "dates", "documents", "nesting");
    private static final QueryContext CONTEXT =
            new QueryContext(Map.of(), Instant.parse("2026-11-21T10:20:30.123Z"), UserFunctions.NONE);

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void a_query_gives_what_the_table_says(Case c) throws IOException {
        if (c.expected().startsWith("error")) {
            assertThatThrownBy(() -> rows(c))
                    .isInstanceOfAny(QuerySyntaxException.class, InvalidQueryException.class)
                    .hasMessageContaining(
                            c.expected().substring("error".length()).strip());
            return;
        }

        assertThat(normal(rows(c))).isEqualTo(normal(expectedRows(c)));
    }

    @Test
    void the_table_has_at_least_three_hundred_cases() {
        assertThat(cases().count()).isGreaterThanOrEqualTo(300);
    }

    static Stream<Case> cases() {
        return TABLES.stream().flatMap(table -> read(table).stream());
    }

    private static List<JsonNode> rows(Case c) {
        PageRequest everything = new PageRequest(1000, null);
        return QueryRun.page(
                        CompiledQuery.parse(c.query()),
                        CONTEXT,
                        everything,
                        DocumentSource.of(new ContainerAddress(1, 1), c.documents()))
                .rows();
    }

    private static List<JsonNode> expectedRows(Case c) throws IOException {
        if (c.expected().equals("undefined")) {
            return List.of();
        }
        JsonNode expected = Json.MAPPER.readTree(c.expected());
        if (c.constant()) {
            return List.of(expected);
        }
        List<JsonNode> rows = new ArrayList<>();
        expected.forEach(rows::add);
        return rows;
    }

    /** Integers and doubles of the same value are the same to the language. */
    private static List<String> normal(List<JsonNode> rows) {
        return rows.stream().map(Values::key).toList();
    }

    private static List<Case> read(String table) {
        List<Case> cases = new ArrayList<>();
        List<StoredDocument> documents = List.of();
        for (String line : lines(table)) {
            if (line.startsWith("documents ")) {
                documents = documents(line.substring("documents ".length()));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                int arrow = line.lastIndexOf(" => ");
                String query = line.substring(0, arrow);
                boolean constant = !query.startsWith("SELECT");
                cases.add(new Case(
                        constant ? "SELECT VALUE " + query : query,
                        constant,
                        line.substring(arrow + 4).strip(),
                        documents));
            }
        }
        return cases;
    }

    private static List<String> lines(String table) {
        try (InputStream in = QueryLanguageTest.class.getResourceAsStream("/query/" + table + ".cases")) {
            return new String(Objects.requireNonNull(in, table).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<StoredDocument> documents(String json) {
        try {
            List<StoredDocument> documents = new ArrayList<>();
            for (JsonNode document : Json.MAPPER.readTree(json)) {
                ItemKey key = new ItemKey(
                        new PartitionKey("[\"p\"]"), document.path("id").asText());
                int number = documents.size() + 1;
                documents.add(
                        new StoredDocument(key, new Bytes(Json.bytes((ObjectNode) document)), number, number, 0, 0));
            }
            return documents;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    record Case(String query, boolean constant, String expected, List<StoredDocument> documents) {
        @Override
        public String toString() {
            return query + " => " + expected;
        }
    }
}
