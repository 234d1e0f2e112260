package dev.convoy.systemtests.bigresult;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.contracts.bigresult.BlockPlan;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.functions.platform.store.InMemoryDocumentStore;
import dev.convoy.orchestrations.bigresult.ResultBlobStore;
import dev.convoy.orchestrations.bigresult.ResultSweep;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Orphans both ways: blobs that no transaction needs, transactions whose blobs are gone; and transactions that should have ended. */
class ResultSweepTest {

    private static final SeriesSpec A = SeriesSpec.of("a", 2);
    private static final byte[] ONE = "one".getBytes(StandardCharsets.UTF_8);
    private static final String OWN_STAGING = ResultNames.stagingContainer(ResultWorld.ID);

    private final ResultWorld world = new ResultWorld(new BlockPlan(1_000, 1), new CrashPoint(0));

    @Test
    void a_dry_run_tells_of_orphans_and_deletes_none_until_it_is_meant() {
        halfReceived();
        world.blobs.upload("result-staging-orphan-0001", "a/1", ONE);
        world.blobs.write("orphan-0002/series/a/00000", ONE, "text/plain");
        world.blobs.stage("orphan-0003/series/a/00000", "block", ONE);

        ResultSweep.Report dry = world.sweep(true);

        assertThat(dry.stagingWithoutNeed()).containsExactly("result-staging-orphan-0001");
        assertThat(dry.blobsWithoutMetadata()).containsExactly("orphan-0002/", "orphan-0003/");
        assertThat(world.sweep(false))
                .isEqualTo(new ResultSweep.Report(
                        dry.at(),
                        false,
                        1,
                        dry.stagingWithoutNeed(),
                        2,
                        dry.blobsWithoutMetadata(),
                        0,
                        List.of(),
                        0,
                        List.of()));
        ResultSweep.Report after = world.sweep(true);
        assertThat(after.stagingWithoutNeedCount()).isZero();
        assertThat(after.blobsWithoutMetadataCount()).isZero();
    }

    @Test
    void what_a_running_transaction_has_is_left_alone() {
        halfReceived();
        ResultWorld.Chunk onItsWay = world.staged(A, 2, ONE);

        ResultSweep.Report report = world.sweep(false);

        assertThat(report.stagingWithoutNeedCount()).isZero();
        assertThat(report.blobsWithoutMetadataCount()).isZero();
        world.deliver(onItsWay);
        world.live();
        assertThat(world.result().status()).isEqualTo(ResultStatus.Completed);
    }

    @Test
    void what_was_staged_after_the_end_goes_and_the_result_stays() {
        completed();
        world.staged(A, 1, ONE);

        assertThat(world.sweep(false).stagingWithoutNeed()).containsExactly(OWN_STAGING);
        assertThat(world.blobs.hasStaged()).isFalse();
        assertThat(world.blobs.read(ResultNames.manifestBlob(ResultWorld.ID))).isPresent();
        assertThat(world.blobs.read(ResultNames.seriesBlob(ResultWorld.ID, A.name(), 0)))
                .isPresent();
    }

    @Test
    void blocks_that_came_after_a_transaction_was_abandoned_go() {
        halfReceived();
        world.requestAbandonment();
        world.live();
        world.blobs.stage(ResultNames.seriesBlob(ResultWorld.ID, A.name(), 0), "late", ONE);

        assertThat(world.sweep(false).blobsWithoutMetadata()).containsExactly(ResultNames.prefix(ResultWorld.ID));
        assertThat(world.blobs.hasLooseBlocks()).isFalse();
    }

    @Test
    void a_completed_transaction_whose_manifest_is_gone_is_reported_for_a_person() {
        completed();
        world.blobs.deleteAll(ResultNames.manifestBlob(ResultWorld.ID));

        ResultSweep.Report report = world.sweep(false);

        assertThat(report.metadataWithoutBlobs()).containsExactly(ResultWorld.ID.value());
        assertThat(world.result().status()).isEqualTo(ResultStatus.Completed);
    }

    @Test
    void a_transaction_that_should_have_ended_is_woken_once_an_hour() {
        halfReceived();
        long before = world.published(MessageTypes.LOOK_AFTER_RESULT);
        assertThat(world.sweep(false).stuckCount()).isZero();
        world.passes(Duration.ofHours(3));

        assertThat(world.sweep(true).stuck()).containsExactly(ResultWorld.ID.value());
        assertThat(world.published(MessageTypes.LOOK_AFTER_RESULT)).isEqualTo(before);
        world.sweep(false);
        world.sweep(false);
        assertThat(world.published(MessageTypes.LOOK_AFTER_RESULT)).isEqualTo(before + 1);
        world.passes(Duration.ofHours(1));
        world.sweep(false);
        assertThat(world.published(MessageTypes.LOOK_AFTER_RESULT)).isEqualTo(before + 2);
        world.live();
        assertThat(world.result().status()).isEqualTo(ResultStatus.TimedOut);
    }

    @Test
    void a_young_staging_container_may_be_of_a_transaction_that_is_about_to_be_written() {
        Instant justNow = Instant.parse("2026-03-01T11:30:00Z"); // half an hour before the world's noon
        ResultWorld early = new ResultWorld(
                new BlockPlan(1_000, 1),
                new CrashPoint(0),
                new InMemoryDocumentStore("transactionId"),
                new DatedBlobs(justNow));
        early.blobs.upload("result-staging-orphan-0001", "a/1", ONE);

        assertThat(early.sweep(false).stagingWithoutNeedCount()).isZero();
        early.passes(Duration.ofMinutes(31));
        assertThat(early.sweep(false).stagingWithoutNeed()).containsExactly("result-staging-orphan-0001");
    }

    private void halfReceived() {
        world.deliver(ResultWorld.header(List.of(A)));
        world.deliver(ResultWorld.inline(A, 1, ONE));
    }

    private void completed() {
        halfReceived();
        world.deliver(ResultWorld.inline(A, 2, ONE));
        world.live();
        assertThat(world.result().status()).isEqualTo(ResultStatus.Completed);
    }

    /** Every staging container was changed last at one time. */
    private static final class DatedBlobs extends MemoryBlobs {

        private final Instant changedAt;

        DatedBlobs(Instant changedAt) {
            super(new CrashPoint(0));
            this.changedAt = changedAt;
        }

        @Override
        public synchronized void listStaging(Consumer<ResultBlobStore.Staging> reader) {
            super.listStaging(found -> reader.accept(new ResultBlobStore.Staging(found.container(), changedAt)));
        }
    }
}
