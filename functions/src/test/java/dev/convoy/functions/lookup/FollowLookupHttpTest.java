package dev.convoy.functions.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.id.LookupId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.lookup.LookupDocument;
import dev.convoy.contracts.lookup.LookupTarget;
import dev.convoy.contracts.lookup.ResultLocation;
import dev.convoy.contracts.lookup.ServiceName;
import dev.convoy.contracts.lookup.ServiceResult;
import dev.convoy.contracts.lookup.TargetKind;
import dev.convoy.contracts.lookup.TaskCompleted;
import dev.convoy.contracts.lookup.TaskOutcome;
import dev.convoy.functions.Sample;
import dev.convoy.functions.lookup.worker.ResultStore;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.store.InMemoryDocumentStore;
import dev.convoy.functions.platform.store.Write;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FollowLookupHttpTest {

    private static final String ID = "lkp-1";
    private static final ServiceName RDAP = new ServiceName("rdap");
    private static final Map<String, String> WAIT = Map.of("wait", "PT20S");

    private final InMemoryDocumentStore store = new InMemoryDocumentStore("lookupId");
    private final LookupBook book = new LookupBook(store);
    private final LookupFollowers followers = new LookupFollowers(Clock.systemUTC());
    private final FollowLookupHttp api = new FollowLookupHttp(book, followers, noStore(), Sample.CLOCK);

    FollowLookupHttpTest() {
        NewLookup wanted = new NewLookup(
                new LookupTarget(TargetKind.ipv4, "192.0.2.1"), List.of(RDAP), List.of(), Optional.empty());
        new RequestLookup(book, () -> "1", Sample.CLOCK).one("ann", wanted);
    }

    @Test
    void whoever_waits_is_told_of_the_end_with_all_results() {
        CompletableFuture<HttpAnswer> waiting = CompletableFuture.supplyAsync(() -> look("ann", Map.of(), WAIT));

        answer();
        end();

        JsonNode lookup = json(waiting.join());
        assertThat(lookup.path("status").asText()).isEqualTo("Completed");
        assertThat(lookup.path("services").path("rdap").path("state").asText()).isEqualTo("notFound");
    }

    @Test
    void whoever_waits_for_any_change_is_told_of_the_first_result() {
        String etag = look("ann", Map.of(), Map.of()).headers().get("ETag");
        CompletableFuture<HttpAnswer> waiting =
                CompletableFuture.supplyAsync(() -> look("ann", Map.of("If-None-Match", etag), WAIT));

        answer();

        JsonNode lookup = json(waiting.join());
        assertThat(lookup.path("status").asText()).isEqualTo("Pending");
        assertThat(lookup.path("services").path("rdap").path("state").asText()).isEqualTo("notFound");
    }

    @Test
    void what_is_known_already_is_not_told_again() {
        String etag = look("ann", Map.of(), Map.of()).headers().get("ETag");

        HttpAnswer again = look("ann", Map.of("If-None-Match", etag), Map.of());
        HttpAnswer waited = look("ann", Map.of("If-None-Match", etag), Map.of("wait", "PT0.05S"));

        assertThat(again.status()).isEqualTo(304);
        assertThat(waited.status()).isEqualTo(304);
    }

    @Test
    void somebody_elses_lookup_does_not_exist_be_it_waited_for_or_not() {
        assertThat(look("bob", Map.of(), Map.of()).status()).isEqualTo(404);
        assertThat(look("bob", Map.of(), WAIT).status()).isEqualTo(404);
        assertThat(look("bob", Map.of("If-None-Match", "\"x\""), WAIT).status()).isEqualTo(404);
    }

    private void answer() {
        TaskCompleted completed =
                new TaskCompleted(new LookupId(ID), RDAP, TaskOutcome.notFound, null, null, 5, false, Sample.NOON);
        change(new Write.Create(Json.tree(new ServiceResult(
                ServiceResult.documentId(RDAP), new LookupId(ID), ServiceResult.KIND, completed, null, 60))));
    }

    private void end() {
        ObjectNode lookup = store.all(LookupDocument.KIND).getFirst().deepCopy();
        change(new Write.Upsert(lookup.put("status", "Completed").put("endedAt", Sample.NOON.toString())));
    }

    private void change(Write write) {
        store.commit(ID, List.of(write));
        store.feedFrom(0, followers::changed);
    }

    private HttpAnswer look(String client, Map<String, String> headers, Map<String, String> query) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("x-ms-client-principal-id", client);
        return HttpShell.answer(() -> api.status(ID, new HttpInput(all, query, "")));
    }

    private static JsonNode json(HttpAnswer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return Json.read(answer.body(), JsonNode.class);
    }

    private static ResultStore noStore() {
        return new ResultStore() {
            @Override
            public ResultLocation store(byte[] json) {
                throw new IllegalStateException("no large results here");
            }

            @Override
            public JsonNode read(ResultLocation location) {
                throw new IllegalStateException("no large results here");
            }
        };
    }
}
