package dev.convoy.benchmarks.bigresult;

import dev.convoy.benchmarks.report.Report;
import dev.convoy.benchmarks.report.Samples;
import dev.convoy.contracts.bigresult.ChunkPayload;
import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.bigresult.ResultChunk;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.results.api.OpenRequest;
import dev.convoy.results.api.OpenedTransaction;
import dev.convoy.results.api.ResultsApi;
import dev.convoy.results.bus.Notice;
import dev.convoy.results.bus.Notices;
import dev.convoy.results.bus.ResultMessages;
import dev.convoy.runtime.stack.LocalStack;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** Many chunks that travel in messages: how many a second, and how long it takes from the last of them to the notice. */
final class SmallChunks {

    private static final ClientId CLIENT = new ClientId("bench-small");
    static final int CHUNK_BYTES = 64 << 10;
    private static final int SENDERS = 4;
    private static final int BATCH = 8;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final LocalStack stack;
    private final Report report;

    SmallChunks(LocalStack stack, Report report) {
        this.stack = stack;
        this.report = report;
    }

    /** So many chunks of 64 KB in one series. */
    void throughput(int count) throws InterruptedException {
        Run run = transaction(count, CHUNK_BYTES);
        report.figure("chunks of 64 KB in messages, first sent to notice", count / seconds(run.took()), "chunks/s");
        report.figure("the same, sending alone", count / seconds(run.sending()), "chunks/s");
    }

    /** Transactions of a thousand chunks of 1 KB: from the last receipt to the notice. */
    void notification(int transactions) throws InterruptedException {
        List<Duration> samples = new ArrayList<>();
        for (int i = 0; i < transactions; i++) {
            samples.add(transaction(1_000, 1 << 10).afterLast());
        }
        report.latencies("1,000 chunks of 1 KB, last received to notice", new Samples(samples));
    }

    private Run transaction(int count, int chunkBytes) throws InterruptedException {
        TransactionId id = new TransactionId(UUID.randomUUID().toString());
        SeriesSpec series = SeriesSpec.of("small", count);
        byte[] content = new byte[chunkBytes];
        new PseudoRandomStream(chunkBytes).read(content, 0, chunkBytes);
        try (ResultsApi api = new ResultsApi(URI.create(stack.app("functions").url()), CLIENT, Duration.ofSeconds(30));
                ResultMessages messages = new ResultMessages(stack.serviceBus(), Clock.systemUTC())) {
            OpenedTransaction opened = api.open(new OpenRequest(id, List.of(series), null, OpenRequest.BY_TRANSACTION));
            OpenedTransaction.Notifications from = opened.notifications();
            try (Notices notices = new Notices(stack.serviceBus(), from.topic(), from.subscription())) {
                long start = System.nanoTime();
                sendAll(opened, messages, chunks(opened, series, content));
                Duration sending = Duration.ofNanos(System.nanoTime() - start);
                notices.next(LIMIT, SmallChunks::mustBeGood);
                Instant told = Clock.systemUTC().instant();
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                return new Run(
                        sending, took, Duration.between(api.view(id).progress().lastReceivedAt(), told));
            }
        }
    }

    private static List<ResultChunk> chunks(OpenedTransaction opened, SeriesSpec series, byte[] content) {
        SeriesName name = series.name();
        Md5 md5 = Md5.of(content);
        ChunkPayload payload = ChunkPayload.Inline.of(content);
        return LongStream.rangeClosed(1, series.totalCount())
                .mapToObj(ordinal -> new ResultChunk(
                        opened.transactionId(),
                        CLIENT,
                        name,
                        ordinal,
                        series.totalCount(),
                        content.length,
                        md5,
                        payload))
                .toList();
    }

    private static void sendAll(OpenedTransaction opened, ResultMessages messages, List<ResultChunk> chunks)
            throws InterruptedException {
        OpenedTransaction.Queues queues = opened.queues();
        try (ExecutorService threads = Executors.newFixedThreadPool(SENDERS)) {
            List<Future<?>> sends = new ArrayList<>();
            for (int from = 0; from < chunks.size(); from += BATCH) {
                List<ResultChunk> batch = chunks.subList(from, Math.min(from + BATCH, chunks.size()));
                sends.add(threads.submit(() -> messages.chunks(queues.payloads(), queues.inlinePayloads(), batch)));
            }
            for (Future<?> send : sends) {
                send.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("sending failed: " + failed.getCause(), failed);
        }
    }

    private static void mustBeGood(Notice notice) {
        if (!(notice instanceof Notice.Completed)) {
            throw new IllegalStateException("the transaction did not complete: " + notice);
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    /** How long sending took, the whole, and what came after the last receipt. */
    private record Run(Duration sending, Duration took, Duration afterLast) {}
}
