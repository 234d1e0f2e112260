package dev.convoy.runtime.cosmos.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The table finds what was put into it, by key and by partition key, in the order of the numbers. */
class ItemTablePropertiesTest {

    private static final Bytes EMPTY = new Bytes("{}".getBytes(StandardCharsets.UTF_8));

    @Property(tries = 200)
    void the_table_answers_like_a_plain_map(@ForAll("steps") List<Step> steps, @ForAll boolean hierarchical) {
        ItemTable table = new ItemTable(definition(hierarchical));
        Map<ItemKey, StoredDocument> model = new HashMap<>();
        long number = 1;
        for (Step step : steps) {
            ItemKey key = new ItemKey(step.key(), "i" + step.id());
            StoredDocument before = model.get(key);
            if (step.removes()) {
                assertThat(table.remove(key)).isEqualTo(model.remove(key));
            } else {
                long own = before == null ? number++ : before.number();
                StoredDocument document = table.shared(new StoredDocument(key, EMPTY, own, number, 0, 0));
                assertThat(table.put(document)).isEqualTo(model.put(key, document));
            }
        }

        assertThat(table.size()).isEqualTo(model.size());
        model.forEach((key, document) -> assertThat(table.get(key)).isEqualTo(document));
        for (String canonical : List.of("[\"a\"]", "[\"a\",\"x\"]", "[\"b\"]", "[\"none\"]")) {
            PartitionKey prefix = new PartitionKey(canonical);
            List<StoredDocument> expected = model.values().stream()
                    .filter(document -> hierarchical
                            ? prefix.isPrefixOf(document.key().partitionKey())
                            : prefix.equals(document.key().partitionKey()))
                    .sorted(Comparator.comparingLong(StoredDocument::number))
                    .toList();
            assertThat(table.under(prefix)).as(canonical).isEqualTo(expected);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<PartitionKey> keys = Arbitraries.of(
                        "[\"a\"]", "[\"a\",\"x\"]", "[\"a\",\"xy\"]", "[\"ab\"]", "[\"b\"]")
                .map(PartitionKey::new);
        return Combinators.combine(keys, Arbitraries.integers().between(0, 5), Arbitraries.of(true, false, false))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    private static PartitionKeyDefinition definition(boolean hierarchical) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("kind", hierarchical ? "MultiHash" : "Hash").put("version", 2);
        json.putArray("paths").add("/pk");
        return PartitionKeyDefinition.parse(json);
    }

    private record Step(PartitionKey key, int id, boolean removes) {}
}
