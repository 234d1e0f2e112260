package dev.convoy.results.send;

import dev.convoy.contracts.bigresult.ChunkPayload;
import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.bigresult.ResultChunk;
import dev.convoy.contracts.bigresult.ResultHeader;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.results.api.OpenedTransaction;
import dev.convoy.results.api.TransactionView;
import dev.convoy.results.bus.ResultMessages;
import dev.convoy.results.staging.ChunkStager;
import dev.convoy.results.staging.StagedChunk;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One sending of one request. Reads on one thread; stages and announces on others. */
final class SendRun implements AutoCloseable {

    private final SendRequest request;
    private final FilePlan files;
    private final SendJournal journal;
    private final StagingAccess access;
    private final ResultMessages messages;
    private final SendListener listener;
    private final WorkUnderWay work = new WorkUnderWay();
    private final ChunkStager stager;
    private final Announcer announcer;
    /** Of the messages that are sent now; changes only while none is under way. */
    private volatile String mark = "";

    SendRun(
            SendRequest request,
            FilePlan files,
            SendJournal journal,
            StagingAccess access,
            ResultMessages messages,
            SendListener listener) {
        this.request = request;
        this.files = files;
        this.journal = journal;
        this.access = access;
        this.messages = messages;
        this.listener = listener;
        checkLimits(access.opened().limits());
        this.stager = new ChunkStager(access::address, request.parallel(), request.chunkBytes(), listener::progressed);
        this.announcer = new Announcer(this::send, work);
    }

    /**
     * Sends what is missing.
     *
     * @return how many chunks there are
     */
    long sendAll(TransactionView before) throws IOException, InterruptedException {
        boolean onlyFiles = files.header().size() == request.series().size();
        listener.opened(
                request.transactionId(),
                onlyFiles ? files.bytes() : -1,
                before.progress().receivedBytes());
        PrimitiveIterator.OfLong order = files.order(request.shuffle());
        while (order.hasNext()) {
            FileChunk chunk = files.chunk(order.nextLong());
            if (isMissing(before, chunk.series(), chunk.ordinal())) {
                send(chunk);
            }
        }
        List<SeriesSpec> header = new ArrayList<>(files.header());
        for (SeriesInput input : request.series()) {
            if (input instanceof SeriesInput.OfStream(SeriesName name, InputStream content)) {
                header.add(new SeriesSpec(name, sendStream(name, content, before), null));
            }
        }
        work.await();
        if (!onlyFiles || request.headerLast()) {
            sendHeader(header);
        }
        long chunks = header.stream().mapToLong(SeriesSpec::totalCount).sum();
        listener.allSent(chunks);
        return chunks;
    }

    /** Uploads a chunk of a file and announces it, whatever was done before. */
    void sendAgain(SeriesName series, long ordinal) throws IOException, InterruptedException {
        mark = UUID.randomUUID().toString();
        journal.forget(series, ordinal);
        send(files.chunk(series, ordinal));
        work.await();
    }

    @Override
    public void close() {
        stager.close();
        announcer.close();
    }

    private void checkLimits(OpenedTransaction.Limits limits) {
        if (request.chunkBytes() > limits.chunkBytes()) {
            throw new SendFailedException(
                    "the chunk size is above the service's " + limits.chunkBytes() + " bytes", null);
        }
        for (SeriesSpec series : files.header()) {
            if (series.totalCount() > limits.chunksPerSeries()) {
                throw new SendFailedException(
                        series.name() + " would have " + series.totalCount() + " chunks, the service takes "
                                + limits.chunksPerSeries() + ": choose a larger chunk size",
                        null);
            }
        }
    }

    private static boolean isMissing(TransactionView before, SeriesName series, long ordinal) {
        return before.series(series).map(known -> known.mayMiss(ordinal)).orElse(true);
    }

    private void send(FileChunk chunk) throws IOException, InterruptedException {
        work.begin();
        Optional<StagedChunk> known = journal.find(chunk.series(), chunk.ordinal());
        if (known.isPresent()) {
            listener.progressed(chunk.lengthBytes());
            announce(chunk, known.get());
        } else if (chunk.lengthBytes() <= access.opened().limits().inlineBytes()) {
            byte[] bytes = chunk.bytes();
            listener.progressed(bytes.length);
            announcer.announce(message(
                    chunk.series(),
                    chunk.ordinal(),
                    chunk.totalCount(),
                    bytes.length,
                    Md5.of(bytes),
                    ChunkPayload.Inline.of(bytes)));
        } else {
            stage(chunk);
        }
    }

    private void stage(FileChunk chunk) throws IOException, InterruptedException {
        String blob = ResultNames.stagedChunk(chunk.series(), chunk.ordinal());
        try (InputStream content = chunk.open()) {
            whenStaged(chunk.series(), chunk.ordinal(), stager.stage(blob, content, chunk.lengthBytes()), staged -> {
                checkLength(chunk, staged);
                announce(chunk, staged);
            });
        }
    }

    private static void checkLength(FileChunk chunk, StagedChunk staged) {
        try {
            chunk.checkLength(staged.lengthBytes());
        } catch (IOException changed) {
            throw new SendFailedException(String.valueOf(changed.getMessage()), changed);
        }
    }

    private void whenStaged(
            SeriesName series, long ordinal, CompletableFuture<StagedChunk> staging, Consumer<StagedChunk> then) {
        var unused = staging.whenComplete((staged, failure) -> {
            if (failure != null) {
                work.fail(ChunkStager.cause(failure));
                return;
            }
            try {
                journal.add(series, ordinal, staged);
                then.accept(staged);
            } catch (RuntimeException failed) { // told to whoever waits for the work
                work.fail(failed);
            }
        });
    }

    private void announce(FileChunk chunk, StagedChunk staged) {
        announce(chunk.series(), chunk.ordinal(), chunk.totalCount(), staged);
    }

    private void announce(SeriesName series, long ordinal, long totalCount, StagedChunk staged) {
        ChunkPayload payload = new ChunkPayload.Staged(access.opened().staging().container(), staged.blob());
        try {
            announcer.announce(message(series, ordinal, totalCount, staged.lengthBytes(), staged.md5(), payload));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SendFailedException("interrupted while chunk " + ordinal + " was announced", stopped);
        }
    }

    private ResultChunk message(
            SeriesName series, long ordinal, long totalCount, long lengthBytes, Md5 md5, ChunkPayload payload) {
        return new ResultChunk(
                request.transactionId(), request.clientId(), series, ordinal, totalCount, lengthBytes, md5, payload);
    }

    /** Stages a stream to its end; only then its count is known and its chunks can be announced. */
    private long sendStream(SeriesName series, InputStream content, TransactionView before)
            throws IOException, InterruptedException {
        List<StagedChunk> staged =
                new StreamStaging(stager, journal, work, request.chunkBytes()).stage(series, content);
        for (int i = 0; i < staged.size(); i++) {
            if (isMissing(before, series, i + 1L)) {
                work.begin();
                announce(series, i + 1L, staged.size(), staged.get(i));
            }
        }
        return staged.size();
    }

    private void sendHeader(List<SeriesSpec> header) {
        List<SeriesSpec> inOrder = request.series().stream()
                .flatMap(input -> header.stream().filter(spec -> spec.name().equals(input.name())))
                .toList();
        messages.header(
                access.opened().queues().headers(),
                new ResultHeader(
                        request.transactionId(),
                        request.clientId(),
                        inOrder,
                        request.limits().orElse(null)));
    }

    private void send(List<ResultChunk> chunks) {
        OpenedTransaction.Queues queues = access.opened().queues();
        messages.chunks(queues.payloads(), queues.inlinePayloads(), chunks, mark);
    }
}
