package dev.convoy.benchmarks.bigresult;

import com.azure.storage.blob.BlobAsyncClient;
import com.azure.storage.blob.BlobContainerAsyncClient;
import com.azure.storage.blob.BlobServiceAsyncClient;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import dev.convoy.contracts.bigresult.ChunkPayload;
import dev.convoy.contracts.bigresult.ResultChunk;
import dev.convoy.contracts.bigresult.ResultHeader;
import dev.convoy.contracts.bigresult.ResultNames;
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
import dev.convoy.results.staging.ChunkStager;
import dev.convoy.runtime.stack.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One transaction whose chunks are staged first and announced when the clock runs. Confined to one thread. */
final class OurTransfer implements AutoCloseable {

    private static final ClientId CLIENT = new ClientId("bench");
    private static final Duration LIMIT = Duration.ofHours(6);
    private static final int UPLOADS = 4;

    private final LocalStack stack;
    private final TransactionId id = new TransactionId(UUID.randomUUID().toString());
    private final ResultsApi api;
    private final ResultMessages messages;
    private final OpenedTransaction opened;
    private final List<StagedChunk> chunks = new ArrayList<>();

    OurTransfer(LocalStack stack) {
        this.stack = stack;
        this.api = new ResultsApi(URI.create(stack.app("functions").url()), CLIENT, Duration.ofSeconds(60));
        this.messages = new ResultMessages(stack.serviceBus(), Clock.systemUTC());
        this.opened = api.open(new OpenRequest(id, null, null, OpenRequest.BY_TRANSACTION));
    }

    TransactionId id() {
        return id;
    }

    ResultsApi api() {
        return api;
    }

    List<StagedChunk> chunks() {
        return List.copyOf(chunks);
    }

    /** Uploads so many bytes as chunks of so many series, one after the other. */
    void stage(BlobServiceAsyncClient account, Workload workload) throws IOException, InterruptedException {
        BlobContainerAsyncClient staging =
                account.getBlobContainerAsyncClient(opened.staging().container());
        List<CompletableFuture<?>> uploads = new ArrayList<>();
        try (ChunkStager stager =
                new ChunkStager(blob -> opened.staging().address(blob), UPLOADS, workload.chunkBytes(), bytes -> {})) {
            for (Workload.Chunk chunk : workload.chunks()) {
                String name = ResultNames.stagedChunk(new SeriesName(chunk.series()), chunk.ordinal());
                uploads.add(stager.stage(name, new PseudoRandomStream(chunk.seed()), chunk.lengthBytes())
                        .thenAccept(staged -> add(staging.getBlobAsyncClient(name), chunk, staged)));
            }
            uploads.forEach(CompletableFuture::join);
        }
    }

    /** Announces all chunks in a random order with the header in the middle, and waits for the notice. */
    Duration run(Workload workload) {
        List<ResultChunk> announcements = new ArrayList<>(
                chunks.stream().map(chunk -> announcement(workload, chunk)).toList());
        Collections.shuffle(announcements, new Random(1));
        int half = announcements.size() / 2;
        try (Notices notices = new Notices(
                stack.serviceBus(),
                opened.notifications().topic(),
                opened.notifications().subscription())) {
            long start = System.nanoTime();
            send(announcements.subList(0, half));
            messages.header(opened.queues().headers(), new ResultHeader(id, CLIENT, workload.header(), null));
            send(announcements.subList(half, announcements.size()));
            notices.next(LIMIT, OurTransfer::mustBeGood);
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    @Override
    public void close() {
        messages.close();
        api.close();
    }

    private synchronized void add(
            BlobAsyncClient blob, Workload.Chunk chunk, dev.convoy.results.staging.StagedChunk staged) {
        String signature = blob.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now(ZoneOffset.UTC).plusDays(1), new BlobSasPermission().setReadPermission(true)));
        chunks.add(new StagedChunk(
                chunk.series(),
                chunk.ordinal(),
                blob,
                blob.getBlobUrl() + "?" + signature,
                staged.lengthBytes(),
                staged.md5()));
    }

    private ResultChunk announcement(Workload workload, StagedChunk chunk) {
        SeriesName series = new SeriesName(chunk.series());
        long totalCount = workload.header().stream()
                .filter(spec -> spec.name().equals(series))
                .mapToLong(SeriesSpec::totalCount)
                .sum();
        return new ResultChunk(
                id,
                CLIENT,
                series,
                chunk.ordinal(),
                totalCount,
                chunk.lengthBytes(),
                chunk.digest(),
                new ChunkPayload.Staged(
                        opened.staging().container(), ResultNames.stagedChunk(series, chunk.ordinal())));
    }

    private void send(List<ResultChunk> some) {
        messages.chunks(opened.queues().payloads(), opened.queues().inlinePayloads(), some);
    }

    private static void mustBeGood(Notice notice) {
        if (!(notice instanceof Notice.Completed)) {
            throw new IllegalStateException("the transaction did not complete: " + notice);
        }
    }
}
