package dev.convoy.systemtests.bigresult;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.contracts.bigresult.BlockPlan;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.functions.bigresult.chunks.ChunkStore;
import dev.convoy.functions.platform.store.InMemoryDocumentStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two instances have the same message at the same time, and one is done before the other has begun to read the staged blob. */
class TwinDeliveryTest {

    private static final SeriesSpec A = SeriesSpec.of("a", 1);

    @Test
    void the_slower_one_of_two_deliveries_does_not_take_a_discarded_blob_for_a_missing_one() {
        OvertakenBlobs blobs = new OvertakenBlobs();
        ResultWorld world = new ResultWorld(
                new BlockPlan(1_000, 1), new CrashPoint(0), new InMemoryDocumentStore("transactionId"), blobs);
        world.deliver(ResultWorld.header(List.of(A)));
        ResultWorld.Message chunk = world.staged(A, 1, "one".getBytes(StandardCharsets.UTF_8));
        blobs.overtaking = () -> world.deliver(chunk);

        world.deliver(chunk);
        world.live();

        assertThat(world.result().status()).isEqualTo(ResultStatus.Completed);
        assertThat(world.published(MessageTypes.RESULT_PROBLEM)).isZero();
        assertThat(world.parkedIds()).isEmpty();
    }

    /** Lets something else happen before the next chunk is staged. */
    private static final class OvertakenBlobs extends MemoryBlobs {

        private Runnable overtaking = () -> {};

        OvertakenBlobs() {
            super(new CrashPoint(0));
        }

        @Override
        public ChunkStore.Staging stage(Task task) {
            Runnable first = overtaking;
            overtaking = () -> {};
            first.run();
            return super.stage(task);
        }
    }
}
