package dev.convoy.systemtests.bigresult;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.contracts.bigresult.BlockPlan;
import dev.convoy.contracts.bigresult.ChunkPayload;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.topology.Entities;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every bad message is parked with its reason, its sender told, and the transaction completes all the same. */
class BadInputTest {

    private static final SeriesSpec A = SeriesSpec.of("a", 2);
    private static final byte[] ONE = "one".getBytes(StandardCharsets.UTF_8);
    private static final byte[] TWO = "two".getBytes(StandardCharsets.UTF_8);

    private final ResultWorld world = new ResultWorld(new BlockPlan(1_000, 1), new CrashPoint(0));

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ordinal 0, a, 0, 2, MalformedChunk",
        "ordinal beyond the count, a, 3, 2, OrdinalOutOfRange",
        "another count, a, 1, 5, CountContradicted",
        "ordinal beyond the header's count, a, 4, 5, OrdinalOutOfRange",
        "count of nothing, a, 1, 0, MalformedChunk",
        "series not in the header, b, 1, 2, UnknownSeries"
    })
    void a_chunk_with_wrong_numbers(String what, String series, long ordinal, long total, String error) {
        world.deliver(ResultWorld.header(List.of(A)));
        world.deliver(ResultWorld.chunk(new SeriesName(series), ordinal, total, ONE, ChunkPayload.Inline.of(ONE)));

        assertRefused(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tw", "twoo", ""})
    void a_chunk_shorter_or_longer_than_said(String content) {
        world.deliver(ResultWorld.header(List.of(A)));

        world.deliver(ResultWorld.chunk(
                A.name(), 1, 2, TWO, ChunkPayload.Inline.of(content.getBytes(StandardCharsets.UTF_8))));

        assertRefused("LengthMismatch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tw", "twoo", ""})
    void a_staged_chunk_shorter_or_longer_than_said(String content) {
        world.deliver(ResultWorld.header(List.of(A)));
        ResultWorld.Chunk chunk = world.staged(A, 1, TWO);
        world.blobs.upload(
                ResultNames.stagingContainer(ResultWorld.ID),
                ResultNames.stagedChunk(A.name(), 1),
                content.getBytes(StandardCharsets.UTF_8));

        world.deliver(chunk);

        assertRefused("LengthMismatch");
    }

    @Test
    void a_chunk_with_a_wrong_digest() {
        world.deliver(ResultWorld.header(List.of(A)));
        world.deliver(ResultWorld.chunk(A.name(), 1, 2, TWO, ChunkPayload.Inline.of(ONE)));

        assertRefused("DigestMismatch");
    }

    @Test
    void a_staged_chunk_that_is_corrupt_may_be_sent_again() {
        world.deliver(ResultWorld.header(List.of(A)));
        ResultWorld.Chunk chunk = world.staged(A, 1, ONE);
        world.blobs.upload(ResultNames.stagingContainer(ResultWorld.ID), ResultNames.stagedChunk(A.name(), 1), TWO);
        world.deliver(chunk);

        assertRefused("DigestMismatch");
    }

    @Test
    void a_reference_to_nothing() {
        world.deliver(ResultWorld.header(List.of(A)));
        world.deliver(reference(ResultNames.stagingContainer(ResultWorld.ID), "nowhere"));

        assertRefused("StagedBlobMissing");
    }

    @ParameterizedTest
    @CsvSource({"result-staging-transaction-2", "results", "other"})
    void a_reference_outside_of_the_transactions_staging_container(String container) {
        world.deliver(ResultWorld.header(List.of(A)));
        world.blobs.upload(container, "blob", ONE);
        world.deliver(reference(container, "blob"));

        assertRefused("ForeignReference");
    }

    @Test
    void a_second_header_that_says_something_else() {
        world.deliver(ResultWorld.header(List.of(A)));
        world.deliver(ResultWorld.header(List.of(A)));
        assertThat(parked()).isEmpty();
        world.deliver(ResultWorld.header(List.of(SeriesSpec.of("a", 3))));

        assertRefused("HeaderContradicted");
    }

    @Test
    void an_ordinal_with_two_contents_keeps_the_first() {
        world.deliver(ResultWorld.inline(A, 1, ONE));
        world.deliver(ResultWorld.inline(A, 1, TWO));
        world.deliver(ResultWorld.header(List.of(A)));

        assertRefused("ChunkContradicted");
    }

    @Test
    void a_chunk_before_the_header_that_the_header_rules_out() {
        world.deliver(ResultWorld.inline(SeriesSpec.of("b", 1), 1, ONE));
        world.deliver(ResultWorld.header(List.of(A)));

        assertRefused("UnknownSeries");
    }

    @Test
    void chunks_before_the_header_with_another_count_do_not_complete_it_early() {
        world.deliver(ResultWorld.inline(SeriesSpec.of("a", 5), 4, TWO));
        world.deliver(ResultWorld.inline(SeriesSpec.of("a", 5), 5, TWO));
        world.deliver(ResultWorld.header(List.of(A)));
        world.live();

        assertThat(world.result().status()).isEqualTo(ResultStatus.AwaitingResults);
        assertRefused("CountContradicted");
    }

    @Test
    void a_message_that_is_no_chunk_at_all() {
        world.deliver(ResultWorld.header(List.of(A)));
        world.deliver(new ResultWorld.Chunk("hello"));

        assertThat(parked()).hasSize(1);
        assertCompletes();
    }

    @Test
    void a_chunk_after_the_end_is_told_so_unless_it_was_received() {
        world.deliver(ResultWorld.header(List.of(A)));
        assertCompletes();
        world.deliver(ResultWorld.inline(A, 1, ONE));
        assertThat(parked()).isEmpty();
        world.deliver(ResultWorld.inline(A, 1, TWO));

        assertThat(parked()).singleElement().asString().startsWith("TransactionEnded");
    }

    @Test
    void whatever_comes_after_retention_is_told_so() {
        world.deliver(ResultWorld.header(List.of(A)));
        assertCompletes();
        world.passes(Duration.ofDays(2));
        world.purge();

        world.deliver(ResultWorld.inline(A, 1, ONE));
        world.deliver(ResultWorld.header(List.of(A)));

        assertThat(parked()).hasSize(2).allSatisfy(reason -> assertThat(reason)
                .startsWith("TransactionEnded: the transaction is past its retention"));
        assertThat(world.problems())
                .extracting(problem -> problem.error().name())
                .containsExactly("TransactionEnded", "TransactionEnded");
        assertThat(world.result().status()).isEqualTo(ResultStatus.Completed);
    }

    private static ResultWorld.Chunk reference(String container, String blob) {
        return ResultWorld.chunk(A.name(), 1, 2, ONE, new ChunkPayload.Staged(container, blob));
    }

    private void assertRefused(String error) {
        assertThat(parked()).singleElement().asString().startsWith(error + ": ");
        assertThat(world.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.error()).hasToString(error);
            assertThat(problem.clientId()).isEqualTo(ResultWorld.CLIENT);
            assertThat(problem.terminal()).isFalse();
        });
        assertCompletes();
    }

    private void assertCompletes() {
        world.deliver(ResultWorld.inline(A, 1, ONE));
        world.deliver(ResultWorld.inline(A, 2, TWO));
        world.live();

        assertThat(world.result().status()).isEqualTo(ResultStatus.Completed);
        assertThat(world.blobs.read(ResultNames.seriesBlob(ResultWorld.ID, A.name(), 0)))
                .hasValueSatisfying(content -> assertThat(content).asString().isEqualTo("onetwo"));
        assertThat(world.published(MessageTypes.RESULT_COMPLETED)).isEqualTo(1);
    }

    private List<String> parked() {
        return world.bus.messagesTo(Entities.PARKED_MESSAGES).stream()
                .map(message -> String.valueOf(message.properties().get("reason")))
                .toList();
    }
}
