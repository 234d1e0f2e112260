package dev.convoy.results.staging;

import dev.convoy.contracts.bigresult.Md5;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * Stages chunks, one after the other as they are read, with several blocks under way. Reading waits for a free buffer, so memory is bounded. One thread
 * reads; the futures complete on others.
 *
 * <pre>
 * read ──► buffer ──► block ─┐
 *      ──► buffer ──► block ─┼─► commit ──► StagedChunk
 * </pre>
 */
public final class ChunkStager implements AutoCloseable {

    /** Blocks of staged chunks; small enough to have several in memory, large enough to be fast. */
    public static final int BLOCK_BYTES = 8 << 20;

    private final StagingBlobs blobs = new StagingBlobs();
    private final BlockBuffers buffers;
    private final ExecutorService threads;
    private final UnaryOperator<String> addresses;
    private final LongConsumer sent;

    /**
     * @param addresses the signed address of a blob, asked for when it is needed
     * @param parallel blocks under way at a time
     * @param chunkBytes the longest chunk
     * @param sent told of every block's length once it is in staging
     */
    public ChunkStager(UnaryOperator<String> addresses, int parallel, long chunkBytes, LongConsumer sent) {
        this.addresses = addresses;
        this.sent = sent;
        this.buffers = new BlockBuffers(parallel + 1, (int) Math.min(BLOCK_BYTES, Math.max(1, chunkBytes)));
        this.threads = Executors.newFixedThreadPool(
                parallel, Thread.ofPlatform().name("stage-", 0).daemon(true).factory());
    }

    /**
     * Reads a chunk, which ends where the content does or after so many bytes, and hands its blocks over.
     *
     * @return completes when the chunk is in staging; fails with {@link StagingException}
     * @throws IOException if the content cannot be read
     */
    public CompletableFuture<StagedChunk> stage(String blob, InputStream content, long atMostBytes)
            throws IOException, InterruptedException {
        byte[] first = buffers.take();
        int length = fill(first, content, atMostBytes);
        if (length < buffers.sizeBytes() || length == atMostBytes) {
            StagedChunk chunk = new StagedChunk(blob, length, digest(first, length));
            return handOver(first, length, () -> blobs.put(addresses.apply(blob), first, length))
                    .thenApply(done -> chunk);
        }
        return inBlocks(blob, first, content, atMostBytes);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private CompletableFuture<StagedChunk> inBlocks(String blob, byte[] first, InputStream content, long atMostBytes)
            throws IOException, InterruptedException {
        MessageDigest digest = Md5.newDigest();
        List<CompletableFuture<Void>> blocks = new ArrayList<>();
        long total = 0;
        byte[] buffer = first;
        int length = buffers.sizeBytes();
        while (length > 0) {
            digest.update(buffer, 0, length);
            blocks.add(block(blob, blocks.size(), buffer, length));
            total += length;
            buffer = buffers.take();
            length = fill(buffer, content, atMostBytes - total);
        }
        buffers.giveBack(buffer);
        StagedChunk chunk = new StagedChunk(blob, total, Md5.ofDigest(digest.digest()));
        return CompletableFuture.allOf(blocks.toArray(CompletableFuture<?>[]::new))
                .thenApplyAsync(
                        done -> {
                            blobs.commit(addresses.apply(blob), blocks.size());
                            return chunk;
                        },
                        threads);
    }

    private CompletableFuture<Void> block(String blob, int number, byte[] buffer, int length) {
        return handOver(buffer, length, () -> blobs.putBlock(addresses.apply(blob), number, buffer, length));
    }

    private int fill(byte[] buffer, InputStream content, long atMostBytes) throws IOException {
        boolean read = false;
        try {
            int length = content.readNBytes(buffer, 0, (int) Math.min(buffers.sizeBytes(), atMostBytes));
            read = true;
            return length;
        } finally {
            if (!read) {
                buffers.giveBack(buffer);
            }
        }
    }

    private static Md5 digest(byte[] buffer, int length) {
        MessageDigest digest = Md5.newDigest();
        digest.update(buffer, 0, length);
        return Md5.ofDigest(digest.digest());
    }

    private CompletableFuture<Void> handOver(byte[] buffer, int length, Runnable put) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        put.run();
                        sent.accept(length);
                    } finally {
                        buffers.giveBack(buffer);
                    }
                },
                threads);
    }

    /** What a failed future failed with. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
