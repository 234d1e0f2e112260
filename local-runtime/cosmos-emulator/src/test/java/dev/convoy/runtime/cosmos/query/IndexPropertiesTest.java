package dev.convoy.runtime.cosmos.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.documents.Account;
import dev.convoy.runtime.cosmos.documents.Container;
import dev.convoy.runtime.cosmos.documents.ContainerAddress;
import dev.convoy.runtime.cosmos.documents.ContainerSettings;
import dev.convoy.runtime.cosmos.documents.IndexLookup;
import dev.convoy.runtime.cosmos.documents.ItemBody;
import dev.convoy.runtime.cosmos.documents.ItemKey;
import dev.convoy.runtime.cosmos.documents.ItemOperation;
import dev.convoy.runtime.cosmos.documents.Json;
import dev.convoy.runtime.cosmos.documents.Partition;
import dev.convoy.runtime.cosmos.documents.PartitionKey;
import dev.convoy.runtime.cosmos.documents.Preconditions;
import dev.convoy.runtime.cosmos.documents.StoredDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A query answers the same rows by an index and by looking at everything, whatever was written, changed and removed before. */
class IndexPropertiesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final QueryContext CONTEXT = new QueryContext(Map.of(), NOW, UserFunctions.NONE);
    private static final String VALUES = "null,true,false,-1,0,1,1.5,2,\"\",\"a\",\"ab\",\"b\",[],[1],{},{\"x\":1}";

    @Property(tries = 150)
    void index_and_scan_answer_the_same(
            @ForAll("writes") List<Write> before,
            @ForAll("conditions") String condition,
            @ForAll("orders") String order,
            @ForAll("writes") List<Write> after) {
        Partition partition = partition();
        before.forEach(write -> apply(partition, write));
        String query = "SELECT VALUE c.id FROM c WHERE " + condition + order;

        rows(query, indexed(partition), 1000);
        after.forEach(write -> apply(partition, write));

        List<JsonNode> scanned = rows(query, scanning(partition), 1000);
        assertThat(rows(query, indexed(partition), 1000)).as(query).isEqualTo(scanned);
        assertThat(rows(query, indexed(partition), 3)).as(query + " in pages").isEqualTo(scanned);
    }

    @Provide
    Arbitrary<List<Write>> writes() {
        Arbitrary<String> value = Arbitraries.of(VALUES.split(",(?![^\\[{]*[\\]}])"));
        return Combinators.combine(Arbitraries.integers().between(0, 12), value.optional(0.8), value.optional(0.8))
                .as(Write::new)
                .list()
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<String> conditions() {
        Arbitrary<String> value =
                Arbitraries.of("null", "true", "0", "1", "1.5", "-1", "'a'", "'ab'", "''", "[1]", "{}");
        Arbitrary<String> comparison = Combinators.combine(
                        Arbitraries.of("c.a", "c.b"), Arbitraries.of("=", "<", "<=", ">", ">=", "!="), value)
                .as((path, operator, constant) -> path + " " + operator + " " + constant);
        Arbitrary<String> other = Arbitraries.of(
                "c.a BETWEEN 0 AND 1.5",
                "c.a IN (1, 'a', null)",
                "STARTSWITH(c.a, 'a')",
                "IS_DEFINED(c.b)",
                "true",
                "2 > c.a",
                "(c.a = 1 OR c.a = 'b')",
                "NOT (c.a = 1)",
                "c.a = c.b");
        Arbitrary<String> simple = Arbitraries.oneOf(comparison, other);
        return Combinators.combine(simple, simple, Arbitraries.of(" AND ", " OR ", ""))
                .as((left, right, joiner) -> joiner.isEmpty() ? left : left + joiner + right);
    }

    @Provide
    Arbitrary<String> orders() {
        return Arbitraries.of(
                "",
                " ORDER BY c.a",
                " ORDER BY c.a DESC",
                " ORDER BY c.b DESC OFFSET 1 LIMIT 5",
                " ORDER BY c.b, c.a DESC",
                " ORDER BY c.b DESC, c.a",
                " ORDER BY c.a, c.b");
    }

    private static List<JsonNode> rows(String query, DocumentSource source, int page) {
        CompiledQuery compiled = CompiledQuery.parse(query);
        List<JsonNode> rows = new ArrayList<>();
        String continuation = null;
        do {
            QueryPage answer = QueryRun.page(compiled, CONTEXT, new PageRequest(page, continuation), source);
            assertThat(answer.rows().size()).isLessThanOrEqualTo(page);
            rows.addAll(answer.rows());
            continuation = answer.continuation();
        } while (continuation != null);
        return rows;
    }

    private static Partition partition() {
        Account account = new Account(change -> {}, 1, 0);
        account.createDatabase("d", NOW);
        ObjectNode settings = Json.MAPPER.createObjectNode().put("id", "c");
        settings.putObject("partitionKey").put("version", 2).putArray("paths").add("/pk");
        ArrayNode mixed = settings.putObject("indexingPolicy")
                .putArray("compositeIndexes")
                .addArray();
        mixed.addObject().put("path", "/b").put("order", "ascending");
        mixed.addObject().put("path", "/a").put("order", "descending");
        settings.withObject("/indexingPolicy")
                .putArray("includedPaths")
                .addObject()
                .put("path", "/*");
        Container container = account.createContainer("d", ContainerSettings.parse(settings), NOW);
        return container.partitions().getFirst();
    }

    private static void apply(Partition partition, Write write) {
        ItemKey key = new ItemKey(new PartitionKey("[\"p\"]"), "i" + write.id());
        if (write.a().isEmpty() && write.b().isEmpty()) {
            partition.execute(new ItemOperation.Delete(key, Preconditions.NONE), NOW);
            return;
        }
        String json = "{\"id\":\"" + key.id() + "\",\"pk\":\"p\""
                + write.a().map(value -> ",\"a\":" + value).orElse("")
                + write.b().map(value -> ",\"b\":" + value).orElse("") + "}";
        ItemBody body = ItemBody.of(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        partition.execute(new ItemOperation.Upsert(key, body, Preconditions.NONE), NOW);
    }

    private static DocumentSource scanning(Partition partition) {
        return DocumentSource.of(
                new ContainerAddress(1, 1), partition.documents(new Partition.Scope.Everything(), NOW));
    }

    private static DocumentSource indexed(Partition partition) {
        return new DocumentSource() {
            @Override
            public ContainerAddress address() {
                return new ContainerAddress(1, 1);
            }

            @Override
            public List<StoredDocument> all() {
                return partition.documents(new Partition.Scope.Everything(), NOW);
            }

            @Override
            public Optional<List<IndexLookup.Entry>> find(IndexLookup lookup) {
                return partition.find(lookup, NOW);
            }
        };
    }

    record Write(int id, Optional<String> a, Optional<String> b) {}
}
