package dev.convoy.functions.lookup.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.Envelopes;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.LookupId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.lookup.LookUp;
import dev.convoy.contracts.lookup.LookupTarget;
import dev.convoy.contracts.lookup.ResultLocation;
import dev.convoy.contracts.lookup.ServiceName;
import dev.convoy.contracts.lookup.TargetKind;
import dev.convoy.contracts.lookup.TaskCompleted;
import dev.convoy.contracts.lookup.TaskOutcome;
import dev.convoy.functions.Published;
import dev.convoy.functions.Sample;
import dev.convoy.functions.platform.inbox.UnexpectedMessageException;
import dev.convoy.functions.platform.store.InMemoryDocumentStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LookupWorkerTest {

    private static final ServiceName GEOIP = new ServiceName("geoip");
    private static final LookupTarget TARGET = new LookupTarget(TargetKind.domain, "example.com");

    private final InMemoryDocumentStore lookups = new InMemoryDocumentStore("lookupId");
    private final InMemoryDocumentStore cache = new InMemoryDocumentStore("key");
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void a_finding_is_stored_and_announced_by_location_only() {
        worker().handle(command("l1", "m1"), answering(found("Reykjavik")));

        assertThat(lookups.all("result")).hasSize(1);
        assertThat(lookups.all("result").getFirst().path("data").path("city").asText())
                .isEqualTo("Reykjavik");
        TaskCompleted completed = completed();
        assertThat(completed.outcome()).isEqualTo(TaskOutcome.found);
        assertThat(completed.result()).isInstanceOf(ResultLocation.Cosmos.class);
    }

    @Test
    void the_same_command_again_looks_up_and_announces_nothing() {
        LookupWorker worker = worker();
        worker.handle(command("l1", "m1"), answering(found("Reykjavik")));
        worker.handle(command("l1", "m1"), answering(found("Lisbon")));

        assertThat(calls).hasValue(1);
        assertThat(Published.by(lookups)).hasSize(1);
    }

    @Test
    void a_large_finding_goes_to_the_large_store_and_its_event_stays_under_one_kilobyte() {
        worker().handle(command("l1", "m1"), answering(found("x".repeat(5_000_000))));

        assertThat(lookups.all("result").getFirst().has("data")).isFalse();
        assertThat(completed().result()).isInstanceOf(ResultLocation.Blob.class);
        assertThat(Envelopes.write(Published.by(lookups).getFirst()).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(1024);
    }

    @Test
    void a_long_failure_keeps_its_event_under_one_kilobyte() {
        worker().handle(command("l1", "m1"), failing("y".repeat(10_000)));

        assertThat(completed().outcome()).isEqualTo(TaskOutcome.failed);
        assertThat(Envelopes.write(Published.by(lookups).getFirst()).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(1024);
    }

    @Test
    void a_kind_of_location_that_no_worker_knows_passes_through() {
        FindingStore shelf = new FindingStore(0, new ShelfStore());

        worker(shelf).handle(command("l1", "m1"), answering(found("Reykjavik")));

        assertThat(completed().result()).isEqualTo(new ShelfLocation("third from the left", 20));
    }

    @Test
    void a_command_that_nobody_waits_for_is_not_looked_up() {
        LookUp late = new LookUp(new LookupId("l1"), GEOIP, TARGET, Sample.NOON.minusSeconds(1));

        worker().handle(envelope("m1", late), answering(found("Reykjavik")));

        assertThat(calls).hasValue(0);
        assertThat(lookups.all("result")).isEmpty();
    }

    @Test
    void nothing_found_is_an_answer() {
        worker().handle(command("l1", "m1"), answering(new Finding.NotFound()));

        assertThat(completed().outcome()).isEqualTo(TaskOutcome.notFound);
    }

    @Test
    void nothing_found_is_remembered_for_a_minute_only() {
        worker().handle(command("l1", "m1"), answering(new Finding.NotFound()));

        assertThat(cache.all("finding"))
                .extracting(remembered -> remembered.path("freshUntil").asText())
                .containsExactly(Sample.NOON.plusSeconds(60).toString());
    }

    @Test
    void a_repeated_question_is_answered_from_the_cache() {
        LookupWorker worker = worker();
        worker.handle(command("l1", "m1"), answering(found("Reykjavik")));
        worker.handle(command("l2", "m2"), answering(found("Lisbon")));

        assertThat(calls).hasValue(1);
        assertThat(lookups.all("result"))
                .extracting(result -> result.path("data").path("city").asText())
                .containsExactly("Reykjavik", "Reykjavik");
    }

    @Test
    void another_process_finds_what_the_first_one_shared() {
        worker().handle(command("l1", "m1"), answering(found("Reykjavik")));
        worker().handle(command("l2", "m2"), answering(found("Lisbon")));

        assertThat(calls).hasValue(1);
    }

    @Test
    void a_failure_is_not_remembered() {
        LookupWorker worker = worker();
        worker.handle(command("l1", "m1"), failing("provider answered 500"));
        worker.handle(command("l2", "m2"), answering(found("Reykjavik")));

        assertThat(calls).hasValue(2);
    }

    @Test
    void many_who_ask_the_same_at_once_make_one_call_across_processes() throws Exception {
        List<LookupWorker> processes = List.of(worker(), worker(), worker());
        CountDownLatch asked = new CountDownLatch(1);
        ServiceLookup slow = lookup(() -> {
            asked.countDown();
            Thread.yield();
            return found("Reykjavik");
        });

        try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                int n = i;
                all.add(threads.submit(() -> processes.get(n % 3).handle(command("l" + n, "m" + n), slow)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }

        assertThat(calls).hasValue(1);
        assertThat(lookups.all("result")).hasSize(60);
    }

    @Test
    void a_command_for_another_service_is_no_command() {
        LookUp other = new LookUp(new LookupId("l1"), new ServiceName("rdap"), TARGET, Sample.NOON.plusSeconds(5));

        assertThatThrownBy(() -> worker().handle(envelope("m1", other), answering(found("Reykjavik"))))
                .isInstanceOf(UnexpectedMessageException.class);
    }

    private TaskCompleted completed() {
        return Published.by(lookups)
                .getFirst()
                .dataAs(MessageTypes.TASK_COMPLETED)
                .orElseThrow();
    }

    private LookupWorker worker() {
        return worker(new FindingStore(64 << 10, new InMemoryResults()));
    }

    /** A worker as another process would have it: own memory, shared stores. */
    private LookupWorker worker(FindingStore store) {
        SharedFindings shared = new SharedFindings(cache, Sample.CLOCK, new SharedFindingsTest.Hurried());
        return new LookupWorker(lookups, new FindingCache(shared, store), Sample.CLOCK);
    }

    private ServiceLookup answering(Finding finding) {
        return lookup(() -> finding);
    }

    private ServiceLookup failing(String reason) {
        return lookup(() -> {
            throw ProviderException.passing(reason, null);
        });
    }

    private ServiceLookup lookup(java.util.function.Supplier<Finding> answer) {
        return new ServiceLookup() {
            @Override
            public ServiceName service() {
                return GEOIP;
            }

            @Override
            public Duration freshFor() {
                return Duration.ofHours(1);
            }

            @Override
            public Finding find(LookupTarget target) {
                calls.incrementAndGet();
                return answer.get();
            }
        };
    }

    private static Finding found(String city) {
        return new Finding.Found(JsonNodeFactory.instance.objectNode().put("city", city));
    }

    private static Envelope<LookUp> command(String lookupId, String messageId) {
        Instant respondBy = Sample.NOON.plusSeconds(5);
        return envelope(messageId, new LookUp(new LookupId(lookupId), GEOIP, TARGET, respondBy));
    }

    private static Envelope<LookUp> envelope(String messageId, LookUp command) {
        String id = command.lookupId().value();
        return new Envelope<>(messageId, MessageTypes.LOOK_UP, id, Sample.NOON, null, id, "cause", command);
    }

    /** Large results in memory, named like blobs. */
    private static final class InMemoryResults implements ResultStore {

        private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();

        @Override
        public ResultLocation store(byte[] json) {
            String name = "blob-" + blobs.size();
            blobs.put(name, json);
            return new ResultLocation.Blob("results", name, "0".repeat(64), json.length);
        }

        @Override
        public JsonNode read(ResultLocation location) {
            return Json.read(
                    new String(blobs.get(((ResultLocation.Blob) location).name()), StandardCharsets.UTF_8),
                    JsonNode.class);
        }
    }

    private static final class ShelfStore implements ResultStore {

        @Override
        public ResultLocation store(byte[] json) {
            return new ShelfLocation("third from the left", json.length);
        }

        @Override
        public JsonNode read(ResultLocation location) {
            throw new IllegalArgumentException("not asked for here: " + location);
        }
    }
}
