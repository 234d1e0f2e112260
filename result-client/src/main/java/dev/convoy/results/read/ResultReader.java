package dev.convoy.results.read;

import dev.convoy.contracts.bigresult.ChunkRecord;
import dev.convoy.contracts.bigresult.Manifest;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.results.api.ResultsApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads completed results. A series becomes a file of its name; until it is whole and verified it is called {@code NAME.part}. One result at a time;
 * confined to one thread.
 */
public final class ResultReader {

    private final ResultsApi api;
    private final int parallel;

    /**
     * @param parallel chunks under way at a time
     */
    public ResultReader(ResultsApi api, int parallel) {
        this.api = api;
        this.parallel = parallel;
    }

    /** What the result consists of. */
    public Manifest manifest(TransactionId id) {
        return api.manifest(id);
    }

    /**
     * Reads one series into the folder.
     *
     * @return the file
     * @throws IOException if it cannot be read or written; the same call goes on where it stopped
     * @throws CorruptResultException if it is not what the manifest promises
     */
    public Path read(TransactionId id, Manifest.Series series, Path folder, ReadListener listener)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        listener.begins(series);
        Path part = folder.resolve(series.name() + ".part");
        Path indexFile = folder.resolve(series.name() + ".index");
        download(new SignedBlob(api.index(id, series.name())), series.index().lengthBytes(), indexFile);
        try (ChunkIndex index = ChunkIndex.open(indexFile, series);
                FileChannel file = FileChannel.open(
                        part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Target target = new Target(series.name(), index, file, listener);
            for (int i = 0; i < series.blobs().size(); i++) {
                readBlob(
                        new SignedBlob(api.series(id, series.name(), i)),
                        series.blobs().get(i),
                        target);
            }
            if (file.size() != series.lengthBytes()) {
                file.truncate(series.lengthBytes());
            }
        }
        Files.delete(indexFile);
        return Files.move(
                part,
                folder.resolve(series.name().value()),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private void readBlob(SignedBlob blob, Manifest.Part part, Target target) throws IOException, InterruptedException {
        Semaphore free = new Semaphore(parallel);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
            long offset = part.offset();
            for (long ordinal = part.firstOrdinal(); ordinal <= part.lastOrdinal(); ordinal++) {
                ChunkRecord expected = target.index().next();
                ChunkFetch fetch = new ChunkFetch(target.series(), ordinal, expected, offset, offset - part.offset());
                offset += expected.lengthBytes();
                free.acquire();
                rethrow(failure.get());
                var unused = CompletableFuture.runAsync(() -> fetch(fetch, blob, target), threads)
                        .whenComplete((done, failed) -> {
                            if (failed != null) {
                                failure.compareAndSet(null, failed);
                            }
                            free.release();
                        });
            }
            free.acquire(parallel);
            rethrow(failure.get());
        }
    }

    private static void fetch(ChunkFetch fetch, SignedBlob blob, Target target) {
        try {
            fetch.into(target.file(), blob);
            target.listener().progressed(fetch.expected().lengthBytes());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void rethrow(@Nullable Throwable failure) throws IOException {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        switch (cause) {
            case null -> {}
            case UncheckedIOException unreadable -> throw unreadable.getCause();
            case RuntimeException failed -> throw failed;
            default -> throw new IllegalStateException(cause);
        }
    }

    private static void download(SignedBlob blob, long lengthBytes, Path file) throws IOException {
        if (lengthBytes == 0) {
            Files.write(file, new byte[0]);
            return;
        }
        try (InputStream content = blob.readAll()) {
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Where a series goes, and what it must be like. */
    private record Target(SeriesName series, ChunkIndex index, FileChannel file, ReadListener listener) {}
}
