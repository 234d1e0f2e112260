package dev.convoy.systemtests.demo;

import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.ListBlobsOptions;
import dev.convoy.contracts.bigresult.ChunkPayload;
import dev.convoy.contracts.bigresult.Manifest;
import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.bigresult.ResultChunk;
import dev.convoy.contracts.bigresult.ResultHeader;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.bigresult.TimeLimits;
import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.results.api.OpenRequest;
import dev.convoy.results.api.OpenedTransaction;
import dev.convoy.results.api.ResultsApi;
import dev.convoy.results.api.TransactionView;
import dev.convoy.results.bus.Notice;
import dev.convoy.results.bus.Notices;
import dev.convoy.results.bus.ResultMessages;
import dev.convoy.results.read.ReadListener;
import dev.convoy.results.read.ResultReader;
import dev.convoy.results.staging.ChunkStager;
import dev.convoy.runtime.stack.TemporaryFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One transaction, played by hand: message by message, with whatever is wrong with them. Confined to one thread. */
final class ResultScene implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Stage stage;
    private final ClientId client;
    private final TransactionId id = new TransactionId(UUID.randomUUID().toString());
    private final ResultsApi api;
    private final ResultMessages messages;
    private final OpenedTransaction opened;

    private ResultScene(Stage stage, ClientId client, @Nullable List<SeriesSpec> header, @Nullable TimeLimits limits) {
        this.stage = stage;
        this.client = client;
        this.api = new ResultsApi(URI.create(stage.stack().app("functions").url()), client, PATIENCE);
        this.messages = new ResultMessages(stage.stack().serviceBus(), Clock.systemUTC());
        this.opened = api.open(new OpenRequest(id, header, limits, OpenRequest.BY_CLIENT));
        stage.tell(client + " opened " + id);
    }

    /** A transaction of a client, without header. */
    static ResultScene of(Stage stage, ClientId client) {
        return new ResultScene(stage, client, null, null);
    }

    /** A transaction that knows its header. */
    static ResultScene of(Stage stage, ClientId client, List<SeriesSpec> header, @Nullable TimeLimits limits) {
        return new ResultScene(stage, client, header, limits);
    }

    /** A client that no other scenario has. */
    static ClientId client(Stage stage, String name) {
        return new ClientId(stage.name(name));
    }

    TransactionId id() {
        return id;
    }

    ResultsApi api() {
        return api;
    }

    /** A chunk in its message. */
    ResultChunk inline(SeriesSpec series, long ordinal, byte[] content) {
        return chunk(series, ordinal, content.length, Md5.of(content), ChunkPayload.Inline.of(content));
    }

    /** A chunk in staging; puts it there. */
    ResultChunk staged(SeriesSpec series, long ordinal, byte[] content) {
        String blob = ResultNames.stagedChunk(series.name(), ordinal);
        try (ChunkStager stager =
                new ChunkStager(name -> opened.staging().address(name), 1, content.length, bytes -> {})) {
            stager.stage(blob, new ByteArrayInputStream(content), content.length)
                    .join();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ScenarioFailedException("interrupted");
        }
        ChunkPayload payload = new ChunkPayload.Staged(opened.staging().container(), blob);
        return chunk(series, ordinal, content.length, Md5.of(content), payload);
    }

    void send(List<ResultChunk> chunks) {
        messages.chunks(opened.queues().payloads(), opened.queues().inlinePayloads(), chunks);
    }

    /** Sends a chunk that was refused before, as another message. */
    void sendAgain(ResultChunk chunk) {
        messages.chunks(
                opened.queues().payloads(),
                opened.queues().inlinePayloads(),
                List.of(chunk),
                UUID.randomUUID().toString());
    }

    void sendHeader(List<SeriesSpec> series) {
        messages.header(opened.queues().headers(), new ResultHeader(id, client, series, null));
    }

    /** All notices that the client gets until one ends the transaction. */
    List<Notice> noticesToTheEnd() {
        List<Notice> all = new ArrayList<>();
        Instant end = Instant.now().plus(LIMIT);
        while (all.isEmpty() || !all.getLast().isLast()) {
            all.add(nextNotice(Duration.between(Instant.now(), end))
                    .orElseThrow(() -> new ScenarioFailedException(
                            "no notice ended " + id + ", which is " + view().status() + "; told were " + all)));
        }
        return all;
    }

    /** The client's next notice, of whatever transaction. */
    Optional<Notice> nextNotice(Duration atMost) {
        List<Notice> got = new ArrayList<>();
        OpenedTransaction.Notifications from = opened.notifications();
        try (Notices notices = new Notices(stage.stack().serviceBus(), from.topic(), from.subscription())) {
            notices.next(atMost.isPositive() ? atMost : Duration.ofMillis(1), got::add);
        }
        got.forEach(notice -> stage.tell(client + " is told: " + text(notice)));
        return got.stream().findFirst();
    }

    TransactionView view() {
        return api.view(id);
    }

    /** Waits for a status by asking alone. */
    TransactionView ended() {
        Instant end = Instant.now().plus(LIMIT);
        TransactionView view = view();
        while (!view.status().isFinal() && Instant.now().isBefore(end)) {
            view = api.changed(id, Duration.ofSeconds(5));
        }
        return view;
    }

    /** The series as a client downloads it, every chunk verified. */
    byte[] fetch(SeriesName name) {
        try (TemporaryFolder folder = TemporaryFolder.create("convoy-fetch")) {
            return Files.readAllBytes(fetch(name, folder.path()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The same as a file in a folder. */
    Path fetch(SeriesName name, Path folder) throws IOException {
        Manifest.Series series = api.manifest(id).series().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ScenarioFailedException("the manifest does not know " + name));
        try {
            return new ResultReader(api, 2).read(id, series, folder, ReadListener.SILENT);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ScenarioFailedException("interrupted");
        }
    }

    /** What is left of the transaction in the storage account: its staging container, and blobs, committed or not. */
    List<String> leftovers() {
        return Stream.concat(staging(), blobs(true)).toList();
    }

    /** What is left that is not of the result: its staging container, and blobs that were never committed. */
    List<String> unfinished() {
        Set<String> committed = blobs(false).collect(Collectors.toSet());
        return Stream.concat(staging(), blobs(true).filter(name -> !committed.contains(name)))
                .toList();
    }

    private Stream<String> staging() {
        String name = ResultNames.stagingContainer(id);
        return account().getBlobContainerClient(name).exists() ? Stream.of(name) : Stream.empty();
    }

    private Stream<String> blobs(boolean uncommittedToo) {
        ListBlobsOptions options = new ListBlobsOptions()
                .setPrefix(ResultNames.prefix(id))
                .setDetails(new BlobListDetails().setRetrieveUncommittedBlobs(uncommittedToo));
        return account().getBlobContainerClient(ResultNames.RESULTS).listBlobs(options, null).stream()
                .map(BlobItem::getName);
    }

    private BlobServiceClient account() {
        return new BlobServiceClientBuilder()
                .connectionString(stage.stack().blob())
                .buildClient();
    }

    /** Waits until nothing is left. */
    void checkGone() {
        Instant end = Instant.now().plus(LIMIT);
        while (!leftovers().isEmpty()) {
            Check.that("left of " + id + ": " + leftovers(), Instant.now().isBefore(end));
            api.changed(id, Duration.ofSeconds(1));
        }
    }

    @Override
    public void close() {
        messages.close();
        api.close();
    }

    private ResultChunk chunk(SeriesSpec series, long ordinal, long lengthBytes, Md5 md5, ChunkPayload payload) {
        return new ResultChunk(id, client, series.name(), ordinal, series.totalCount(), lengthBytes, md5, payload);
    }

    private static String text(Notice notice) {
        return switch (notice) {
            case Notice.Completed(var event) ->
                "completed, " + event.chunkCount() + " chunks, " + event.lengthBytes() + " bytes";
            case Notice.Problem(var event) ->
                event.error() + (event.terminal() ? ", it has ended" : ", it goes on") + " (" + event.detail() + ")";
        };
    }
}
