package dev.convoy.benchmarks.bigresult;

import com.azure.storage.blob.BlobContainerAsyncClient;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.options.BlockBlobStageBlockFromUrlOptions;
import com.azure.storage.blob.specialized.BlockBlobAsyncClient;
import dev.convoy.contracts.bigresult.Md5;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;

/**
 * The limit: stages chunks as blocks of one blob a series and commits it. No metadata, no messages, no retries. Each of its threads has one block
 * under way.
 */
final class PlainClient {

    /** What a client that streams reads and stages at a time. */
    static final int BLOCK_BYTES = 8 << 20;

    private static final Duration CALL_LIMIT = Duration.ofMinutes(10);

    private final BlobContainerAsyncClient target;
    private final int concurrency;

    PlainClient(BlobContainerAsyncClient target, int concurrency) {
        this.target = target;
        this.concurrency = concurrency;
    }

    /** Reads each block and stages it, with its MD5. */
    Duration throughThisProcess(List<StagedChunk> chunks) {
        return copy(chunks, BLOCK_BYTES, this::read);
    }

    /** Has the service read each chunk by itself, as one block, and check its MD5. */
    Duration fromUrl(List<StagedChunk> chunks) {
        return copy(chunks, Long.MAX_VALUE, this::refer);
    }

    /** Stages so many blocks of this content, and commits them: the limit for chunks that travel in messages. */
    Duration fromMemory(int count, byte[] content) {
        byte[] md5 = md5(content, content.length);
        BlockBlobAsyncClient blob = target("small");
        List<String> ids = IntStream.range(0, count)
                .mapToObj(number -> blockId(String.format("%010d", number)))
                .toList();
        Queue<String> left = new ConcurrentLinkedQueue<>(ids);
        long start = System.nanoTime();
        runAll(left, (id, unused) -> blob.stageBlockWithResponse(
                        id, Flux.just(ByteBuffer.wrap(content)), content.length, md5, null)
                .block(CALL_LIMIT));
        blob.commitBlockList(ids, true).block(CALL_LIMIT);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Duration copy(List<StagedChunk> chunks, long blockBytes, BiConsumer<Part, byte[]> stage) {
        Map<String, List<StagedChunk>> bySeries = chunks.stream()
                .collect(Collectors.groupingBy(StagedChunk::series, LinkedHashMap::new, Collectors.toList()));
        Queue<Part> parts = new ConcurrentLinkedQueue<>(chunks.stream()
                .flatMap(chunk -> parts(chunk, blockBytes).stream())
                .toList());
        long start = System.nanoTime();
        runAll(parts, stage);
        bySeries.forEach((series, its) -> commit(series, its, blockBytes));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private <T> void runAll(Queue<T> parts, BiConsumer<T, byte[]> stage) {
        try (ExecutorService threads = Executors.newFixedThreadPool(concurrency)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < concurrency; i++) {
                workers.add(threads.submit(() -> {
                    byte[] buffer = new byte[BLOCK_BYTES];
                    for (T part = parts.poll(); part != null; part = parts.poll()) {
                        stage.accept(part, buffer);
                    }
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the plain client failed: " + failed.getCause(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private void read(Part part, byte[] buffer) {
        int length = (int) part.lengthBytes();
        ByteBuffer block = ByteBuffer.wrap(buffer, 0, length);
        part.chunk()
                .blob()
                .downloadStreamWithResponse(new BlobRange(part.offset(), part.lengthBytes()), null, null, false)
                .flatMapMany(answer -> answer.getValue())
                .doOnNext(block::put)
                .blockLast(CALL_LIMIT);
        byte[] md5 = md5(buffer, length);
        target(part.chunk().series())
                .stageBlockWithResponse(part.id(), Flux.just(ByteBuffer.wrap(buffer, 0, length)), length, md5, null)
                .block(CALL_LIMIT);
    }

    private void refer(Part part, byte[] unused) {
        target(part.chunk().series())
                .stageBlockFromUrlWithResponse(new BlockBlobStageBlockFromUrlOptions(
                                part.id(), part.chunk().sourceUrl())
                        .setSourceContentMd5(part.chunk().md5()))
                .block(CALL_LIMIT);
    }

    private void commit(String series, List<StagedChunk> chunks, long blockBytes) {
        List<String> ids = chunks.stream()
                .sorted((one, other) -> Integer.compare(one.ordinal(), other.ordinal()))
                .flatMap(chunk -> parts(chunk, blockBytes).stream())
                .map(Part::id)
                .toList();
        target(series).commitBlockList(ids, true).block(CALL_LIMIT);
    }

    private BlockBlobAsyncClient target(String series) {
        return target.getBlobAsyncClient(series).getBlockBlobAsyncClient();
    }

    private static Queue<Part> parts(StagedChunk chunk, long blockBytes) {
        Queue<Part> parts = new ArrayDeque<>();
        long step = Math.min(blockBytes, chunk.lengthBytes());
        for (long offset = 0; offset < chunk.lengthBytes(); offset += step) {
            parts.add(new Part(chunk, offset, Math.min(step, chunk.lengthBytes() - offset)));
        }
        return parts;
    }

    private static String blockId(String name) {
        return Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] md5(byte[] buffer, int length) {
        MessageDigest digest = Md5.newDigest();
        digest.update(buffer, 0, length);
        return digest.digest();
    }

    /** What becomes one block. */
    private record Part(StagedChunk chunk, long offset, long lengthBytes) {

        String id() {
            return blockId(String.format("%010d-%010d", chunk.ordinal(), offset));
        }
    }
}
