package dev.convoy.functions.bigresult.chunks;

import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerAsyncClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlockBlobStageBlockFromUrlOptions;
import dev.convoy.contracts.bigresult.BlockPlan;
import dev.convoy.contracts.bigresult.ChunkPayload;
import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.functions.bigresult.chunks.ChunkStore.Staging;
import dev.convoy.functions.bigresult.chunks.ChunkStore.Task;
import dev.convoy.functions.platform.OutageException;
import dev.convoy.functions.platform.blob.BlobErrors;
import dev.convoy.functions.platform.blob.BlobServices;
import dev.convoy.functions.platform.blob.BlobSignatures;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Staged blobs into blocks. A chunk of one block is copied by the service if it can; it then checks the digest itself. Otherwise the bytes stream
 * through this process, a buffer at a time, and are digested on the way. Safe for use by several threads.
 */
public final class StagedTransfer {

    private static final Duration SIGNED_FOR = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofSeconds(280);
    private static final int NOT_FOUND = 404;
    private static final int CHANGED = 412;

    private final BlobServices services;
    private final BlobSignatures signatures;
    private final TransferMode mode;
    private final Clock clock;

    public StagedTransfer(BlobServices services, BlobSignatures signatures, TransferMode mode, Clock clock) {
        this.services = services;
        this.signatures = signatures;
        this.mode = mode;
        this.clock = clock;
    }

    /** A staged blob at one moment. */
    private record Source(BlobContainerClient container, String blob, String etag) {

        BlobRequestConditions unchanged() {
            return new BlobRequestConditions().setIfMatch(etag);
        }
    }

    Staging transfer(ChunkPayload.Staged reference, Task task, BlobContainerClient results) {
        try {
            BlobContainerClient container = services.service().getBlobContainerClient(reference.container());
            BlobProperties properties = BlobErrors.reaching("look at", reference.blob(), () -> container
                    .getBlobClient(reference.blob())
                    .getProperties());
            if (properties.getBlobSize() != task.chunk().lengthBytes()) {
                return new Staging.OtherLength(properties.getBlobSize());
            }
            Source source = new Source(container, reference.blob(), properties.getETag());
            return task.parts().size() == 1 && mode.copies() ? copy(source, task, results) : stream(source, task);
        } catch (BlobStorageException e) {
            return refusal(reference, e);
        }
    }

    private static Staging refusal(ChunkPayload.Staged reference, BlobStorageException e) {
        if (e.getStatusCode() == NOT_FOUND) {
            return new Staging.Missing();
        }
        if (BlobErrorCode.MD5MISMATCH.equals(e.getErrorCode())) {
            return new Staging.OtherDigest();
        }
        if (e.getStatusCode() == CHANGED) {
            throw new ChangedException(reference.blob(), e);
        }
        throw e;
    }

    private Staging copy(Source source, Task task, BlobContainerClient results) {
        String url = source.container().getBlobClient(source.blob()).getBlobUrl() + "?"
                + signatures.toRead(source.container(), clock.instant().plus(SIGNED_FOR));
        BlockPlan.Part part = task.parts().getFirst();
        BlockBlobStageBlockFromUrlOptions options = new BlockBlobStageBlockFromUrlOptions(part.blockId(), url)
                .setSourceContentMd5(task.chunk().md5().bytes())
                .setSourceRequestConditions(source.unchanged());
        BlobErrors.reaching("copy to", task.blob(), () -> results.getBlobClient(task.blob())
                .getBlockBlobClient()
                .stageBlockFromUrlWithResponse(options, LONGEST, Context.NONE));
        return new Staging.Staged();
    }

    private Staging stream(Source source, Task task) {
        MessageDigest digest = Md5.newDigest();
        boolean whole = task.parts().size() == 1;
        for (BlockPlan.Part part : task.parts()) {
            byte @Nullable [] md5 = whole ? task.chunk().md5().bytes() : null;
            BlobErrors.reaching("stream to", task.blob(), () -> stream(source, task.blob(), part, digest, md5));
        }
        return Md5.ofDigest(digest.digest()).equals(task.chunk().md5())
                ? new Staging.Staged()
                : new Staging.OtherDigest();
    }

    private void stream(Source source, String blob, BlockPlan.Part part, MessageDigest digest, byte @Nullable [] md5) {
        BlobRange range = new BlobRange(part.offset(), part.lengthBytes());
        Flux<ByteBuffer> bytes = stagedStream(source)
                .getBlobAsyncClient(source.blob())
                .downloadStreamWithResponse(range, null, source.unchanged(), false)
                .flatMapMany(response -> response.getValue())
                .doOnNext(buffer -> digest.update(buffer.duplicate()));
        services.streams()
                .getBlobContainerAsyncClient(ResultNames.RESULTS)
                .getBlobAsyncClient(blob)
                .getBlockBlobAsyncClient()
                .stageBlockWithResponse(part.blockId(), bytes, part.lengthBytes(), md5, null)
                .block(LONGEST);
    }

    private BlobContainerAsyncClient stagedStream(Source source) {
        return services.streams().getBlobContainerAsyncClient(source.container().getBlobContainerName());
    }

    /** The staged blob was overwritten while it was read. */
    static final class ChangedException extends OutageException {

        private static final long serialVersionUID = 1L;

        ChangedException(String blob, Throwable cause) {
            super("staged blob " + blob + " changed while it was read", cause);
        }
    }
}
