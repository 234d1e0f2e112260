package dev.convoy.systemtests.bigresult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import dev.convoy.contracts.bigresult.BlockPlan;
import dev.convoy.contracts.bigresult.ChunkPayload;
import dev.convoy.contracts.bigresult.ChunkRecord;
import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.functions.bigresult.chunks.BlobChunkStore;
import dev.convoy.functions.bigresult.chunks.ChunkStore;
import dev.convoy.functions.bigresult.chunks.ResultBlobs;
import dev.convoy.functions.bigresult.chunks.StagedTransfer;
import dev.convoy.functions.bigresult.chunks.TransferMode;
import dev.convoy.functions.platform.blob.BlobConnection;
import dev.convoy.functions.platform.blob.BlobServices;
import dev.convoy.functions.platform.blob.BlobSignatures;
import dev.convoy.orchestrations.bigresult.AzureResultBlobStore;
import dev.convoy.orchestrations.bigresult.ResultBlobStore;
import dev.convoy.runtime.stack.azurite.Azurite;
import dev.convoy.runtime.stack.azurite.AzuriteSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both apps' blob code against a storage service. */
class AzuriteBlobsTest {

    private static final SeriesName A = new SeriesName("a");
    private static Azurite azurite;

    private final TransactionId id = new TransactionId(UUID.randomUUID().toString());
    private final BlobServices services =
            new BlobServices(new BlobConnection.ByConnectionString(azurite.connectionString()));
    private final BlobSignatures signatures = new BlobSignatures(services, Clock.systemUTC());
    private final ResultBlobs access = new ResultBlobs(services, signatures);
    private final BlobServiceClient plain = new BlobServiceClientBuilder()
            .serviceVersion(BlobServiceVersion.V2025_11_05)
            .connectionString(azurite.connectionString())
            .buildClient();
    private final AzureResultBlobStore lifecycle = new AzureResultBlobStore(() -> plain);

    @BeforeAll
    static void start() throws Exception {
        azurite = Azurite.start(
                AzuriteSettings.defaults(Path.of("../.convoy/azurite")).withPort(0));
    }

    @AfterAll
    static void stop() {
        azurite.close();
    }

    private ChunkStore chunks(TransferMode.Wish wish) {
        TransferMode mode = new TransferMode(wish, services, signatures, Clock.systemUTC());
        return new BlobChunkStore(services, new StagedTransfer(services, signatures, mode, Clock.systemUTC()), 2);
    }

    private ChunkPayload.Staged upload(long ordinal, byte[] content) {
        ResultBlobs.StagingAccess staging = access.openStaging(id, Instant.now().plusSeconds(600));
        plain.getBlobContainerClient(staging.container())
                .getBlobClient(ResultNames.stagedChunk(A, ordinal))
                .upload(BinaryData.fromBytes(content), true);
        return new ChunkPayload.Staged(staging.container(), ResultNames.stagedChunk(A, ordinal));
    }

    private ChunkStore.Task task(ChunkPayload payload, long ordinal, ChunkRecord chunk, BlockPlan plan) {
        return new ChunkStore.Task(payload, chunk, ResultNames.seriesBlob(id, A, 0), plan.partsOf(ordinal, chunk));
    }

    private static byte[] random(int length, long seed) {
        byte[] content = new byte[length];
        new Random(seed).nextBytes(content);
        return content;
    }

    private static ChunkRecord record(byte[] content) {
        return new ChunkRecord(content.length, Md5.of(content));
    }

    @ParameterizedTest
    @EnumSource(TransferMode.Wish.class)
    void staged_and_inline_chunks_become_one_blob_in_the_order_of_ordinals(TransferMode.Wish wish) {
        ChunkStore chunks = chunks(wish);
        BlockPlan plan = new BlockPlan(1 << 20, 3);
        byte[] one = random(700_000, 1);
        byte[] two = random(3_000_000, 2); // three parts: always streamed
        byte[] three = random(1_000, 3);

        assertThat(chunks.stage(task(ChunkPayload.Inline.of(three), 3, record(three), plan)))
                .isInstanceOf(ChunkStore.Staging.Staged.class);
        ChunkPayload.Staged second = upload(2, two);
        assertThat(chunks.stage(task(second, 2, record(two), plan))).isInstanceOf(ChunkStore.Staging.Staged.class);
        for (int times = 0; times < 2; times++) {
            assertThat(chunks.stage(task(upload(1, one), 1, record(one), plan)))
                    .isInstanceOf(ChunkStore.Staging.Staged.class);
        }
        chunks.discard(second);

        List<String> ids = new ArrayList<>();
        plan.partsOf(1, record(one)).forEach(part -> ids.add(part.blockId()));
        plan.partsOf(2, record(two)).forEach(part -> ids.add(part.blockId()));
        plan.partsOf(3, record(three)).forEach(part -> ids.add(part.blockId()));
        String blob = ResultNames.seriesBlob(id, A, 0);
        ResultBlobStore.Committed committed = lifecycle.commit(blob, ids, "text/plain");
        assertThat(lifecycle.commit(blob, ids, "text/plain")).isEqualTo(committed);

        byte[] whole = new byte[one.length + two.length + three.length];
        System.arraycopy(one, 0, whole, 0, one.length);
        System.arraycopy(two, 0, whole, one.length, two.length);
        System.arraycopy(three, 0, whole, one.length + two.length, three.length);
        assertThat(lifecycle.read(blob))
                .hasValueSatisfying(content -> assertThat(Md5.of(content)).isEqualTo(Md5.of(whole)));
        assertThat(access.read(blob, 699_999, 3))
                .hasValueSatisfying(piece -> assertThat(piece).containsExactly(one[699_999], two[0], two[1]));
        assertThat(plain.getBlobContainerClient(second.container())
                        .getBlobClient(second.blob())
                        .exists())
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(TransferMode.Wish.class)
    void what_is_wrong_with_a_staged_chunk_is_an_answer(TransferMode.Wish wish) {
        ChunkStore chunks = chunks(wish);
        BlockPlan plan = new BlockPlan(1 << 20, 1);
        byte[] said = random(100_000, 4);
        byte[] other = random(100_000, 5);

        assertThat(chunks.stage(task(upload(1, other), 1, record(said), plan)))
                .isInstanceOf(ChunkStore.Staging.OtherDigest.class);
        assertThat(chunks.stage(task(upload(1, random(99_999, 4)), 1, record(said), plan)))
                .isEqualTo(new ChunkStore.Staging.OtherLength(99_999));
        assertThat(chunks.stage(task(
                        new ChunkPayload.Staged(ResultNames.stagingContainer(id), "nowhere"), 1, record(said), plan)))
                .isInstanceOf(ChunkStore.Staging.Missing.class);
    }

    @Test
    void a_producer_may_write_and_nothing_else() throws Exception {
        ResultBlobs.StagingAccess staging = access.openStaging(id, Instant.now().plusSeconds(600));
        URI blob = URI.create(staging.url() + "/a/1?" + staging.sas());
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest.Builder request = HttpRequest.newBuilder(blob).header("x-ms-blob-type", "BlockBlob");

        assertThat(http.send(
                                request.PUT(HttpRequest.BodyPublishers.ofString("chunk"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(201);
        assertThat(http.send(HttpRequest.newBuilder(blob).build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_lost_block_is_told_and_blobs_without_commit_are_deleted_too() {
        ChunkStore chunks = chunks(TransferMode.Wish.AUTO);
        BlockPlan plan = new BlockPlan(1 << 20, 1);
        byte[] content = random(10_000, 6);
        chunks.stage(task(ChunkPayload.Inline.of(content), 1, record(content), plan));
        String blob = ResultNames.seriesBlob(id, A, 0);
        String missing = plan.partsOf(2, record(content)).getFirst().blockId();

        assertThatThrownBy(() -> lifecycle.commit(blob, List.of(missing), "text/plain"))
                .isInstanceOf(ResultBlobStore.BlocksLostException.class);
        List<String> prefixes = new ArrayList<>();
        lifecycle.listPrefixes(prefixes::add);
        assertThat(prefixes).contains(id + "/");
        lifecycle.write(ResultNames.manifestBlob(id), content, "application/json");
        assertThat(lifecycle.deleteAll(ResultNames.prefix(id))).isEqualTo(2);
        prefixes.clear();
        lifecycle.listPrefixes(prefixes::add);
        assertThat(prefixes).doesNotContain(id + "/");
        access.openStaging(id, Instant.now().plusSeconds(600));
        assertThat(lifecycle.deleteStaging(id)).isTrue();
        assertThat(lifecycle.deleteStaging(id)).isFalse();
    }
}
