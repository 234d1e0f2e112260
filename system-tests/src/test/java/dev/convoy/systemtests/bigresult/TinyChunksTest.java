package dev.convoy.systemtests.bigresult;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.contracts.bigresult.BlockPlan;
import dev.convoy.contracts.bigresult.Manifest;
import dev.convoy.contracts.bigresult.ReceiptPage;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Very many chunks in one series: documents stay small. {@code -Dresult.tiny=1000000} for the long run. */
class TinyChunksTest {

    private static final int COUNT = Integer.getInteger("result.tiny", 6_000);
    private static final int BATCH = 64;
    private static final int LARGEST_DOCUMENT = 100_000;

    @Test
    void a_series_of_very_many_chunks_completes_with_small_documents() {
        LeanStore receipts = new LeanStore();
        CountingBlobs blobs = new CountingBlobs();
        ResultWorld world = new ResultWorld(BlockPlan.forChunksUpTo(1_000, 1_000), new CrashPoint(0), receipts, blobs);
        SeriesSpec series = SeriesSpec.of("tiny", COUNT);

        // From both ends towards the middle, so that pages fill out of order.
        List<ResultWorld.Chunk> batch = new ArrayList<>();
        for (long i = 0; i < COUNT; i++) {
            long ordinal = i % 2 == 0 ? i / 2 + 1 : COUNT - i / 2;
            batch.add(ResultWorld.inline(series, ordinal, Long.toString(ordinal).getBytes(StandardCharsets.US_ASCII)));
            if (batch.size() == BATCH) {
                world.deliverInline(batch);
                batch.clear();
            }
        }
        world.deliverInline(batch);
        world.deliver(ResultWorld.header(List.of(series)));
        world.live();

        assertThat(world.result().status()).isEqualTo(ResultStatus.Completed);
        assertThat(receipts.largestBytes()).isLessThan(LARGEST_DOCUMENT);
        assertThat(receipts.size()).isEqualTo(ReceiptPage.pagesFor(COUNT) + 1);
        assertThat(blobs.committed()).isEqualTo(COUNT + ReceiptPage.pagesFor(COUNT));
        byte[] json = blobs.read(ResultNames.manifestBlob(ResultWorld.ID)).orElseThrow();
        Manifest manifest = Json.read(new String(json, StandardCharsets.UTF_8), Manifest.class);
        assertThat(manifest.series().getFirst().blobs()).hasSize((COUNT - 1) / 50_000 + 1);
    }
}
