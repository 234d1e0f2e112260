package dev.convoy.systemtests.bigresult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.cosmos.CosmosClient;
import com.azure.cosmos.CosmosClientBuilder;
import com.azure.cosmos.CosmosContainer;
import com.azure.cosmos.models.CosmosQueryRequestOptions;
import com.azure.cosmos.models.PartitionKey;
import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.bigresult.BlockPlan;
import dev.convoy.contracts.bigresult.ChunkRecord;
import dev.convoy.contracts.bigresult.LookAfterResult;
import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.bigresult.ReceiptPage;
import dev.convoy.contracts.bigresult.ResultDocument;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.bigresult.TimeLimits;
import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.topology.Containers;
import dev.convoy.contracts.topology.Topology;
import dev.convoy.functions.bigresult.state.Admission;
import dev.convoy.functions.bigresult.state.ReceiptBook;
import dev.convoy.functions.bigresult.state.TransactionBook;
import dev.convoy.functions.bigresult.state.TransactionOpening;
import dev.convoy.functions.platform.cosmos.CosmosConnection;
import dev.convoy.functions.platform.cosmos.CosmosDatabaseClient;
import dev.convoy.functions.platform.cosmos.CosmosDocumentStore;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.orchestrations.bigresult.CosmosResultStore;
import dev.convoy.orchestrations.bigresult.ResultDesk;
import dev.convoy.orchestrations.bigresult.ResultStore;
import dev.convoy.runtime.cosmos.CosmosEmulator;
import dev.convoy.runtime.cosmos.CosmosEmulatorSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the functions app writes, seen by the lifecycle, in the Cosmos emulator on several partitions; and how it is forgotten. */
class CosmosResultStoreTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final ClientId ADA = new ClientId("ada");
    private static final SeriesSpec ROWS = SeriesSpec.of("rows", 120L * ReceiptPage.ORDINALS);

    private static CosmosEmulator emulator;
    private static CosmosDatabaseClient functions;
    private static CosmosClient client;

    private final TransactionId id = new TransactionId(UUID.randomUUID().toString());
    private final TransactionBook book =
            new TransactionBook(store(Containers.RESULTS), store(Containers.RESULT_RECEIPTS));
    private final ReceiptBook receipts =
            new ReceiptBook(store(Containers.RESULT_RECEIPTS), at(NOON), new Random(1), pause -> {});
    private final CosmosResultStore lifecycle =
            new CosmosResultStore(() -> container(Containers.RESULTS), () -> container(Containers.RESULT_RECEIPTS));

    @BeforeAll
    static void start() {
        emulator = CosmosEmulator.start(
                CosmosEmulatorSettings.defaults().withPort(0).withPartitions(3));
        functions = new CosmosDatabaseClient(CosmosConnection.parse(emulator.connectionString()));
        client = new CosmosClientBuilder()
                .endpoint(emulator.endpoint())
                .key(emulator.key())
                .gatewayMode()
                .buildClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        functions.close();
        emulator.close();
    }

    private static DocumentStore store(String container) {
        return new CosmosDocumentStore(
                functions,
                Topology.containers().stream()
                        .filter(spec -> spec.name().equals(container))
                        .findFirst()
                        .orElseThrow());
    }

    private static CosmosContainer container(String name) {
        return client.getDatabase(Containers.DATABASE).getContainer(name);
    }

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    private ResultStore.Stored opened() {
        TransactionOpening opening = new TransactionOpening(
                book,
                new Admission(book, 1_000, at(NOON)),
                wish -> {},
                new TransactionOpening.Terms(
                        new BlockPlan(1_000, 50_000),
                        Duration.ofHours(1),
                        Duration.ofHours(2),
                        Duration.ofMinutes(5),
                        Duration.ofDays(7)),
                at(NOON));
        opening.open(opening.document(id, ADA, List.of(ROWS), TimeLimits.USUAL));
        return lifecycle.find(id).orElseThrow();
    }

    private ReceiptBook.Receipt receipt(long ordinal) {
        return new ReceiptBook.Receipt(
                ROWS.name(), ordinal, ROWS.totalCount(), new ChunkRecord(3, Md5.of(new byte[] {1, 2, 3})));
    }

    @Test
    void receipts_and_counters_are_what_was_recorded() {
        opened();
        receipts.record(id, List.of(receipt(1), receipt(5_000)));

        assertThat(lifecycle.progress(id).orElseThrow().count(ROWS.name())).isEqualTo(2);
        assertThat(lifecycle.progress(id).orElseThrow().bytes(ROWS.name())).isEqualTo(6);
        ReceiptPage page =
                lifecycle.page(id, ROWS.name(), ReceiptPage.numberOf(5_000)).orElseThrow();
        assertThat(page.find(5_000)).contains(receipt(5_000).chunk());
        assertThat(lifecycle.page(id, ROWS.name(), 7)).isEmpty();
        assertThat(lifecycle.find(new TransactionId("no-such-transaction"))).isEmpty();
    }

    @Test
    void after_intake_is_closed_nothing_is_received_however_often_it_is_closed() {
        opened();
        lifecycle.closeIntake(id);
        lifecycle.closeIntake(id);

        assertThat(receipts.record(id, List.of(receipt(1))).get(receipt(1)).outcome())
                .isEqualTo(ReceiptBook.Outcome.CLOSED);
        assertThat(lifecycle.progress(id).orElseThrow().count(ROWS.name())).isZero();
        lifecycle.closeIntake(new TransactionId("no-such-transaction"));
    }

    @Test
    void a_change_that_was_overtaken_is_refused_whole() {
        ResultStore.Stored stored = opened();
        lifecycle.replace(stored, stored.result(), List.of());

        assertThatThrownBy(() -> lifecycle.replace(
                        stored,
                        stored.result(),
                        List.of(TransactionBook.lookAfter(stored.result(), LookAfterResult.Reason.stuck, NOON))))
                .isInstanceOf(ResultStore.ResultStoreException.class)
                .hasMessageContaining(id.value());
        assertThat(ids(Containers.RESULTS)).hasSize(2); // itself, and the message of its opening
    }

    @Test
    void what_is_past_its_retention_is_forgotten_but_for_a_tombstone() {
        ResultStore.Stored stored = opened();
        IntStream.range(0, 120)
                .forEach(page -> receipts.record(id, List.of(receipt(1L + (long) page * ReceiptPage.ORDINALS))));
        assertThat(ids(Containers.RESULT_RECEIPTS)).hasSize(121);
        MemoryBlobs blobs = new MemoryBlobs(new CrashPoint(0));
        blobs.write(id + "/series/rows/00000", new byte[1], "text/plain");
        assertThat(book.abandon(book.find(id).orElseThrow(), NOON)).isTrue();
        new ResultDesk(lifecycle, blobs, at(NOON)).assess(id);
        ResultDesk later = new ResultDesk(lifecycle, blobs, at(NOON.plus(Duration.ofDays(8))));

        later.purge(id);
        later.purge(id);

        assertThat(stored.result().purgedAt()).isNull();
        assertThat(ids(Containers.RESULT_RECEIPTS)).isEmpty();
        assertThat(ids(Containers.RESULTS)).containsExactly(id.value());
        assertThat(blobs.all()).isEmpty();
        ResultDocument tombstone = lifecycle.find(id).orElseThrow().result();
        assertThat(tombstone.status()).isEqualTo(ResultStatus.Abandoned);
        assertThat(tombstone.purgedAt()).isEqualTo(NOON.plus(Duration.ofDays(8)));
        assertThat(container(Containers.RESULTS)
                        .readItem(id.value(), new PartitionKey(id.value()), JsonNode.class)
                        .getItem()
                        .path("ttl")
                        .asLong())
                .isEqualTo(Duration.ofDays(30).toSeconds());
    }

    @Test
    void every_transaction_is_listed_once_page_by_page() {
        ResultDocument first = opened().result();
        List<String> opened = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            String other = UUID.randomUUID().toString();
            container(Containers.RESULTS)
                    .createItem(Json.tree(first).put("id", other).put("transactionId", other));
            opened.add(other);
        }

        List<String> listed = new ArrayList<>();
        Optional<String> continuation = Optional.empty();
        do {
            ResultStore.Page page = lifecycle.list(continuation);
            page.results().forEach(result -> listed.add(result.id()));
            continuation = page.continuation();
        } while (continuation.isPresent());

        assertThat(listed).containsAll(opened).doesNotHaveDuplicates();
    }

    private List<String> ids(String container) {
        CosmosQueryRequestOptions options =
                new CosmosQueryRequestOptions().setPartitionKey(new PartitionKey(id.value()));
        return container(container).queryItems("SELECT VALUE c.id FROM c", options, String.class).stream()
                .toList();
    }
}
