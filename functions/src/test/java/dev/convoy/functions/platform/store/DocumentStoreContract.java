package dev.convoy.functions.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every document store must do; each implementation runs it. */
public abstract class DocumentStoreContract {

    private final String partition = "p-" + UUID.randomUUID();

    /** The store under test; partitioned by {@code orderId}. */
    protected abstract DocumentStore store();

    @Test
    void what_is_created_is_read_with_an_etag() {
        store().commit(partition, List.of(new Write.Create(document("a", 1))));

        StoredDocument stored = store().read(partition, "a").orElseThrow();

        assertThat(stored.content()).isEqualTo(document("a", 1));
        assertThat(stored.etag()).isNotBlank().doesNotContain("\"");
    }

    @Test
    void what_is_not_there_is_empty() {
        assertThat(store().read(partition, "nothing")).isEmpty();
    }

    @Test
    void creating_twice_is_refused_and_nothing_of_the_commit_happens() {
        store().commit(partition, List.of(new Write.Create(document("a", 1))));

        CommitOutcome outcome = store().commit(
                        partition, List.of(new Write.Create(document("b", 1)), new Write.Create(document("a", 2))));

        assertThat(outcome).isEqualTo(new CommitOutcome.Refused(1, Refusal.EXISTS));
        assertThat(store().read(partition, "b")).isEmpty();
        assertThat(store().read(partition, "a").orElseThrow().number("n")).isEqualTo(1);
    }

    @Test
    void replacing_needs_the_current_etag() {
        store().commit(partition, List.of(new Write.Create(document("a", 1))));
        String etag = store().read(partition, "a").orElseThrow().etag();

        CommitOutcome first = store().commit(partition, List.of(new Write.Replace(document("a", 2), etag)));
        CommitOutcome second = store().commit(partition, List.of(new Write.Replace(document("a", 3), etag)));

        assertThat(first).isInstanceOf(CommitOutcome.Committed.class);
        assertThat(second).isEqualTo(new CommitOutcome.Refused(0, Refusal.CHANGED));
        assertThat(store().read(partition, "a").orElseThrow().number("n")).isEqualTo(2);
    }

    @Test
    void the_etag_of_a_commit_is_the_one_that_is_read() {
        CommitOutcome outcome = store().commit(partition, List.of(new Write.Create(document("a", 1))));

        assertThat(outcome)
                .isEqualTo(new CommitOutcome.Committed(
                        List.of(store().read(partition, "a").orElseThrow().etag())));
    }

    @Test
    void replacing_what_is_not_there_is_refused() {
        CommitOutcome outcome = store().commit(partition, List.of(new Write.Replace(document("a", 2), "etag")));

        assertThat(outcome).isEqualTo(new CommitOutcome.Refused(0, Refusal.MISSING));
    }

    @Test
    void adding_stops_at_the_floor() {
        store().commit(partition, List.of(new Write.Create(document("a", 5))));

        CommitOutcome taken = store().commit(partition, List.of(minus("a", 3)));
        CommitOutcome refused = store().commit(partition, List.of(minus("a", 3)));

        assertThat(taken).isInstanceOf(CommitOutcome.Committed.class);
        assertThat(refused).isEqualTo(new CommitOutcome.Refused(0, Refusal.CHANGED));
        assertThat(store().read(partition, "a").orElseThrow().number("n")).isEqualTo(2);
    }

    @Test
    void adding_to_what_is_not_there_is_refused() {
        assertThat(store().commit(partition, List.of(minus("a", 1))))
                .isEqualTo(new CommitOutcome.Refused(0, Refusal.MISSING));
    }

    @Test
    void upserting_creates_and_replaces() {
        store().commit(partition, List.of(new Write.Upsert(document("a", 1))));
        store().commit(partition, List.of(new Write.Upsert(document("a", 2))));

        assertThat(store().read(partition, "a").orElseThrow().number("n")).isEqualTo(2);
    }

    @Test
    void documents_of_a_kind_are_found_in_their_partition_only() {
        store().commit(partition, List.of(new Write.Create(document("a", 1)), new Write.Create(document("b", 2))));

        DocumentPage page = store().find(DocumentQuery.kindIn(partition, "thing"));

        assertThat(page.documents()).extracting(stored -> stored.text("id")).containsExactlyInAnyOrder("a", "b");
        assertThat(store().find(DocumentQuery.kindIn("elsewhere", "thing")).documents())
                .isEmpty();
    }

    @Test
    void pages_go_on_where_the_one_before_ended_newest_first() {
        for (int i = 0; i < 5; i++) {
            String elsewhere = partition + i;
            ObjectNode document = document("a" + i, i).put("orderId", elsewhere).put("tag", partition);
            store().commit(elsewhere, List.of(new Write.Create(document.put("at", "2026-01-0" + (i + 1)))));
        }

        List<Long> seen = new ArrayList<>();
        Optional<String> continuation = Optional.empty();
        do {
            DocumentPage page = store().find(new DocumentQuery(
                    Optional.empty(), Map.of("tag", partition), Optional.of("at"), 2, continuation));
            page.documents().forEach(stored -> seen.add(stored.number("n")));
            continuation = page.continuation();
        } while (continuation.isPresent());

        assertThat(seen).containsExactly(4L, 3L, 2L, 1L, 0L);
    }

    @Test
    void a_made_up_continuation_is_refused() {
        DocumentQuery query = new DocumentQuery(
                Optional.empty(), Map.of("kind", "thing"), Optional.of("at"), 2, Optional.of("made up"));

        assertThatThrownBy(() -> store().find(query)).isInstanceOf(MalformedContinuationException.class);
    }

    private static Write minus(String id, int pieces) {
        return new Write.Add(id, Map.of("n", (long) -pieces), Optional.of(new Write.Floor("n", pieces)));
    }

    private ObjectNode document(String id, int number) {
        return Json.mapper()
                .createObjectNode()
                .put("id", id)
                .put("orderId", partition)
                .put("kind", "thing")
                .put("n", number);
    }
}
