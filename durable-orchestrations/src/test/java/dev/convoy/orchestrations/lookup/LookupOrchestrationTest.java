package dev.convoy.orchestrations.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.LookupId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.lookup.LookupBatchDocument;
import dev.convoy.contracts.lookup.LookupCancellationRequested;
import dev.convoy.contracts.lookup.LookupDocument;
import dev.convoy.contracts.lookup.LookupRequested;
import dev.convoy.contracts.lookup.LookupStatus;
import dev.convoy.contracts.lookup.LookupTarget;
import dev.convoy.contracts.lookup.ResultLocation;
import dev.convoy.contracts.lookup.ServiceName;
import dev.convoy.contracts.lookup.ServiceState;
import dev.convoy.contracts.lookup.TargetKind;
import dev.convoy.contracts.lookup.TaskCompleted;
import dev.convoy.contracts.lookup.TaskOutcome;
import dev.convoy.orchestrations.replay.HubWork;
import dev.convoy.orchestrations.replay.ReplayHub;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lookups on a hub in memory, with the workers played by the test. Time stands still unless told. */
class LookupOrchestrationTest {

    private static final LookupId ID = new LookupId("lkp-1");
    private static final LookupId BATCH = new LookupId("bat-1");
    private static final LookupTarget TARGET = new LookupTarget(TargetKind.domain, "example.com");
    private static final ServiceName GEOIP = new ServiceName("geoip");
    private static final ServiceName RDAP = new ServiceName("rdap");

    private final MemoryLookupStore store = new MemoryLookupStore();
    private final Clock clock = ((InstantSource) () -> this.now).withZone(ZoneOffset.UTC);
    private final LookupDesk desk = new LookupDesk(store, clock);
    private final LookupRouter router = new LookupRouter(desk::cancelFirst);
    private final ReplayHub hub =
            new ReplayHub(Map.of(LookupOrchestration.NAME, LookupOrchestration::run), clock::instant, this::act);
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void a_lookup_commands_its_services_and_ends_when_all_have_answered() {
        wanted(ID, null);
        requested(ID, null);

        answers(GEOIP, TaskOutcome.found);
        answers(RDAP, TaskOutcome.notFound);

        assertThat(store.published()).containsExactly("lookup-geoip", "lookup-rdap");
        assertThat(lookup(ID).status()).isEqualTo(LookupStatus.Completed);
    }

    @Test
    void a_late_service_is_said_to_be_late_and_holds_up_nobody_beyond_its_deadline() {
        wanted(ID, null);
        requested(ID, null);
        answers(GEOIP, TaskOutcome.found);

        time(Duration.ofMinutes(1));

        assertThat(lookup(ID).status()).isEqualTo(LookupStatus.PartlyCompleted);
        assertThat(lookup(ID).states())
                .extracting(ServiceState::service, ServiceState::outcome)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(GEOIP, TaskOutcome.found),
                        org.assertj.core.groups.Tuple.tuple(RDAP, TaskOutcome.timedOut));
    }

    @Test
    void a_cancellation_ends_a_lookup_that_has_begun() {
        wanted(ID, null);
        requested(ID, null);
        answers(GEOIP, TaskOutcome.found);

        cancelled(ID);

        assertThat(lookup(ID).status()).isEqualTo(LookupStatus.Cancelled);
        assertThat(lookup(ID).states()).extracting(ServiceState::service).containsExactly(GEOIP);
    }

    @Test
    void a_cancellation_that_overtakes_the_start_of_its_lookup_is_not_lost() {
        wanted(ID, null);

        cancelled(ID);
        cancelled(ID); // delivered twice
        requested(ID, null);

        assertThat(lookup(ID).status()).isEqualTo(LookupStatus.Cancelled);
        assertThat(store.published()).isEmpty();
    }

    @Test
    void a_cancellation_between_start_and_commands_is_told_to_the_instance() {
        wanted(ID, null);
        route(MessageTypes.LOOKUP_REQUESTED, ID, lookupRequested(ID, null));

        cancelled(ID);

        assertThat(lookup(ID).status()).isEqualTo(LookupStatus.Cancelled);
    }

    @Test
    void a_cancellation_after_the_end_changes_nothing() {
        wanted(ID, null);
        requested(ID, null);
        answers(GEOIP, TaskOutcome.found);
        answers(RDAP, TaskOutcome.found);

        cancelled(ID);

        assertThat(lookup(ID).status()).isEqualTo(LookupStatus.Completed);
    }

    @Test
    void a_lookup_of_a_batch_gets_its_document_with_its_first_commands() {
        LookupId child = LookupBatchDocument.idOf(BATCH, 1);
        batch(child, LookupBatchDocument.idOf(BATCH, 2));
        assertThat(store.keys()).containsExactly("bat-1/bat-1");

        requested(child, BATCH);

        assertThat(lookup(child).parentId()).isEqualTo("bat-1");
        assertThat(store.published()).containsExactly("lookup-geoip", "lookup-rdap");
    }

    @Test
    void a_batch_is_read_once_for_all_its_lookups() {
        LookupId first = LookupBatchDocument.idOf(BATCH, 1);
        LookupId second = LookupBatchDocument.idOf(BATCH, 2);
        batch(first, second);

        requested(first, BATCH);
        requested(second, BATCH);

        assertThat(store.reads()).isEqualTo(1);
    }

    @Test
    void a_lookup_of_a_batch_that_is_cancelled_before_it_begins_has_a_document_that_says_so() {
        LookupId child = LookupBatchDocument.idOf(BATCH, 1);
        batch(child);

        cancelled(child);
        requested(child, BATCH);

        assertThat(lookup(child).status()).isEqualTo(LookupStatus.Cancelled);
        assertThat(store.published()).isEmpty();
    }

    @Test
    void a_process_that_dies_after_writing_the_commands_writes_them_once() {
        wanted(ID, null);
        route(MessageTypes.LOOKUP_REQUESTED, ID, lookupRequested(ID, null));
        hub.perform(hub.ready().getFirst());

        hub.performAndLose((HubWork.Activity) hub.ready().getFirst());
        hub.drain();

        assertThat(store.published()).containsExactly("lookup-geoip", "lookup-rdap");
        assertThat(lookup(ID).status()).isEqualTo(LookupStatus.Pending);
    }

    @Test
    void a_request_that_is_delivered_again_after_the_end_changes_nothing() {
        wanted(ID, null);
        requested(ID, null);
        answers(GEOIP, TaskOutcome.found);
        answers(RDAP, TaskOutcome.found);
        LookupDocument ended = lookup(ID);

        requested(ID, null);
        time(Duration.ofMinutes(1));

        assertThat(lookup(ID)).isEqualTo(ended);
        assertThat(store.published()).containsExactly("lookup-geoip", "lookup-rdap");
    }

    private String act(String name, String input) {
        return switch (name) {
            case LookupOrchestration.SCATTER ->
                String.valueOf(desk.scatter(Json.read(input, LookupTask.Scatter.class)));
            case LookupOrchestration.END -> {
                desk.end(Json.read(input, LookupTask.End.class));
                yield "true";
            }
            default -> throw new IllegalArgumentException(name);
        };
    }

    private void requested(LookupId id, @Nullable LookupId batchId) {
        route(MessageTypes.LOOKUP_REQUESTED, id, lookupRequested(id, batchId));
        hub.drain();
    }

    private void cancelled(LookupId id) {
        route(MessageTypes.LOOKUP_CANCELLATION_REQUESTED, id, new LookupCancellationRequested(id, now));
        hub.drain();
    }

    private void answers(ServiceName service, TaskOutcome outcome) {
        ResultLocation location =
                outcome == TaskOutcome.found ? new ResultLocation.Cosmos("lookups", "p", "d", 2) : null;
        route(MessageTypes.TASK_COMPLETED, ID, new TaskCompleted(ID, service, outcome, location, null, 1, false, now));
        hub.drain();
    }

    private void time(Duration passes) {
        now = now.plus(passes);
        hub.drain();
    }

    private <T> void route(MessageType<T> type, LookupId id, T data) {
        router.route(
                new Envelope<>("m", type, id.value(), now, null, id.value(), id.value(), data), new LookupInstances() {

                    @Override
                    public void start(String orchestration, String instanceId, Object input) {
                        hub.start(orchestration, instanceId, input);
                    }

                    @Override
                    public boolean raise(String instanceId, String event, Object payload) {
                        return hub.raise(instanceId, event, payload);
                    }
                });
    }

    private LookupRequested lookupRequested(LookupId id, @Nullable LookupId batchId) {
        return new LookupRequested(id, TARGET, List.of(GEOIP, RDAP), now, batchId);
    }

    private void wanted(LookupId id, @Nullable LookupId batchId) {
        ObjectNode document = Json.tree(document(id, batchId));
        store.create(id, List.of(document), List.of());
    }

    private void batch(LookupId... ids) {
        List<LookupDocument> lookups =
                java.util.stream.Stream.of(ids).map(id -> document(id, BATCH)).toList();
        store.create(
                BATCH,
                List.of(Json.tree(new LookupBatchDocument(
                        BATCH.value(), BATCH, LookupBatchDocument.KIND, "ada", lookups, now, 60))),
                List.of());
    }

    private LookupDocument document(LookupId id, @Nullable LookupId batchId) {
        return new LookupDocument(
                id.value(),
                id,
                LookupDocument.KIND,
                "ada",
                batchId == null ? null : batchId.value(),
                TARGET,
                List.of(GEOIP, RDAP),
                List.of(),
                LookupStatus.Pending,
                List.of(),
                null,
                id.value(),
                now,
                null,
                60);
    }

    private LookupDocument lookup(LookupId id) {
        return Json.read(store.find(id, id.value()).orElseThrow().document(), LookupDocument.class);
    }
}
