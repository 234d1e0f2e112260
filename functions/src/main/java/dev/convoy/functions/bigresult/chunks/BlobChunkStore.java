package dev.convoy.functions.bigresult.chunks;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import dev.convoy.contracts.bigresult.BlockPlan;
import dev.convoy.contracts.bigresult.ChunkPayload;
import dev.convoy.contracts.bigresult.ChunkRecord;
import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.functions.platform.OutageException;
import dev.convoy.functions.platform.blob.BlobErrors;
import dev.convoy.functions.platform.blob.BlobServices;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chunks as blocks in Blob Storage. At most so many staged chunks and so many inline ones are on their way at once in this process; others wait. Safe for
 * use by several threads.
 */
public final class BlobChunkStore implements ChunkStore {

    private static final Logger LOG = LoggerFactory.getLogger(BlobChunkStore.class);
    private static final int MOST_INLINE = 16;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
    private static final Duration LONGEST_BLOCK = Duration.ofMinutes(1);
    private static final int NOT_FOUND = 404;

    private final BlobServices services;
    private final StagedTransfer transfer;
    private final Semaphore staged;
    private final Semaphore inline = new Semaphore(MOST_INLINE, true);
    private final ConcurrentHashMap<String, Boolean> created = new ConcurrentHashMap<>();

    /** @param concurrentChunks how many staged chunks may be on their way at once */
    public BlobChunkStore(BlobServices services, StagedTransfer transfer, int concurrentChunks) {
        this.services = services;
        this.transfer = transfer;
        this.staged = new Semaphore(concurrentChunks, true);
    }

    @Override
    public Staging stage(Task task) {
        return switch (task.payload()) {
            case ChunkPayload.Inline bytes -> inTurn(inline, task, () -> stageInline(bytes.bytes(), task));
            case ChunkPayload.Staged reference ->
                inTurn(staged, task, () -> transfer.transfer(reference, task, results()));
        };
    }

    private static Staging inTurn(Semaphore turns, Task task, java.util.function.Supplier<Staging> work) {
        acquire(turns, task);
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    private static void acquire(Semaphore turns, Task task) {
        try {
            if (!turns.tryAcquire(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new BusyException(task.blob());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusyException(task.blob());
        }
    }

    private Staging stageInline(byte[] bytes, Task task) {
        BlockBlobClient blob = results().getBlobClient(task.blob()).getBlockBlobClient();
        for (BlockPlan.Part part : task.parts()) {
            byte[] content = task.parts().size() == 1
                    ? bytes
                    : Arrays.copyOfRange(bytes, (int) part.offset(), (int) (part.offset() + part.lengthBytes()));
            byte[] md5 = digest(task.chunk(), content, bytes);
            BlobErrors.reaching(
                    "stage block",
                    task.blob(),
                    () -> blob.stageBlockWithResponse(
                            new BlockBlobStageBlockOptions(part.blockId(), BinaryData.fromBytes(content))
                                    .setContentMd5(md5),
                            LONGEST_BLOCK,
                            Context.NONE));
        }
        return new Staging.Staged();
    }

    private static byte[] digest(ChunkRecord chunk, byte[] content, byte[] whole) {
        return content == whole ? chunk.md5().bytes() : Md5.of(content).bytes();
    }

    @Override
    public void discard(ChunkPayload.Staged reference) {
        try {
            services.service()
                    .getBlobContainerClient(reference.container())
                    .getBlobClient(reference.blob())
                    .deleteIfExists();
        } catch (BlobStorageException e) {
            if (e.getStatusCode() != NOT_FOUND) {
                stays(reference, e);
            }
        } catch (RuntimeException e) {
            stays(reference, e);
        }
    }

    private static void stays(ChunkPayload.Staged reference, RuntimeException e) {
        LOG.atWarn()
                .addKeyValue("container", reference.container())
                .addKeyValue("blob", reference.blob())
                .addKeyValue("problem", e.getMessage())
                .log("staged chunk not deleted, goes with its container");
    }

    /** The container of results; against an emulator it is created once. */
    private BlobContainerClient results() {
        BlobContainerClient container = services.service().getBlobContainerClient(ResultNames.RESULTS);
        if (services.isLocal()) {
            created.computeIfAbsent(
                    ResultNames.RESULTS,
                    name -> BlobErrors.reaching("create", name, () -> {
                        container.createIfNotExists();
                        return true;
                    }));
        }
        return container;
    }

    /** Too many chunks are on their way. */
    static final class BusyException extends OutageException {

        private static final long serialVersionUID = 1L;

        BusyException(String blob) {
            super("no turn for a chunk of " + blob + " within " + LONGEST_WAIT);
        }
    }
}
