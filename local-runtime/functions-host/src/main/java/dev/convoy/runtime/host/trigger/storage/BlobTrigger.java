package dev.convoy.runtime.host.trigger.storage;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.QueueMessageEncoding;
import dev.convoy.runtime.host.discovery.Binding;
import dev.convoy.runtime.host.discovery.BrokenAppException;
import dev.convoy.runtime.host.discovery.Fields;
import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.invoke.FunctionInvoker;
import dev.convoy.runtime.host.invoke.Invocation;
import dev.convoy.runtime.host.invoke.Outcome;
import dev.convoy.runtime.host.invoke.Values;
import dev.convoy.runtime.host.log.HostLog;
import dev.convoy.runtime.host.log.LogLine;
import dev.convoy.runtime.host.trigger.Trigger;
import dev.convoy.runtime.host.trigger.TriggerMetadata;
import dev.convoy.runtime.kit.time.Timers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One blob-triggered function: the container is listed again and again, and each version of a blob that is not done with goes to the
 * function. After five failures a version is given up with a note in the queue {@code webjobs-blobtrigger-poison}.
 */
public final class BlobTrigger implements Trigger {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_FAILURES = 5;
    private static final String POISON = "webjobs-blobtrigger-poison";

    private final FunctionDefinition function;
    private final FunctionInvoker invoker;
    private final HostLog log;
    private final Timers timers;
    private final BlobPattern pattern;
    private final BlobContainerClient container;
    private final Optional<QueueClient> poison;
    private final BlobReceipts receipts;
    private final int mostAtOnce;
    private final Map<String, Integer> failures = new HashMap<>();
    private final Poll poll;

    /** @throws BrokenAppException if path or connection is wrong; {@code host} is {@code extensions.blobs} of host.json */
    public BlobTrigger(FunctionDefinition function, Fields host, FunctionInvoker invoker, HostLog log, Timers timers) {
        this.function = function;
        this.invoker = invoker;
        this.log = log;
        this.timers = timers;
        Binding trigger = function.trigger();
        pattern = pattern(trigger);
        String connection = trigger.connection("Storage");
        try {
            BlobServiceClient service =
                    new BlobServiceClientBuilder().connectionString(connection).buildClient();
            container = service.getBlobContainerClient(pattern.container());
            receipts = new BlobReceipts(service, function.name());
            poison = poison(connection);
        } catch (IllegalArgumentException unreadable) {
            throw trigger.fields()
                    .broken(
                            "connection",
                            "names a setting whose value is no connection string: " + unreadable.getMessage());
        }
        mostAtOnce = host.integer("maxDegreeOfParallelism", 8, 1);
        poll = new Poll(function.name(), LONGEST_PAUSE, this::look, log);
    }

    @Override
    public void start() {
        poll.start();
    }

    @Override
    public void stop() {
        poll.stop();
    }

    @Override
    public int underWay() {
        return poll.underWay();
    }

    @Override
    public void close() {
        poll.close();
    }

    /** Absent when the account has an address for blobs and none for queues, as with a blob service that stands alone. */
    private static Optional<QueueClient> poison(String connection) {
        if (connection.contains("BlobEndpoint=") && !connection.contains("QueueEndpoint=")) {
            return Optional.empty();
        }
        return Optional.of(new QueueClientBuilder()
                .connectionString(connection)
                .queueName(POISON)
                .messageEncoding(QueueMessageEncoding.BASE64)
                .buildClient());
    }

    private static BlobPattern pattern(Binding trigger) {
        try {
            return BlobPattern.parse(trigger.fields().requiredText("path"));
        } catch (BrokenAppException broken) {
            throw broken;
        } catch (IllegalArgumentException unreadable) {
            throw trigger.fields().broken("path", String.valueOf(unreadable.getMessage()));
        }
    }

    private boolean look() {
        Map<BlobItem, Map<String, String>> fresh;
        try {
            fresh = fresh();
        } catch (BlobStorageException failure) {
            if (BlobErrorCode.CONTAINER_NOT_FOUND.equals(failure.getErrorCode())) {
                return false; // nobody has put anything there yet
            }
            throw failure;
        }
        Map<BlobItem, CompletableFuture<Outcome>> underWay = new LinkedHashMap<>();
        fresh.forEach((blob, names) -> underWay.put(
                blob,
                CompletableFuture.supplyAsync(
                        () -> invoker.invoke(invocation(blob, names)).join(),
                        task -> Thread.ofVirtual().start(task))));
        boolean succeeded = false;
        for (Map.Entry<BlobItem, CompletableFuture<Outcome>> one : underWay.entrySet()) {
            succeeded |= finish(one.getKey(), one.getValue().join());
        }
        return succeeded;
    }

    /** Some of the blobs that are there and not done with. */
    private Map<BlobItem, Map<String, String>> fresh() {
        Map<BlobItem, Map<String, String>> fresh = new LinkedHashMap<>();
        ListBlobsOptions options = new ListBlobsOptions().setPrefix(pattern.prefix());
        for (BlobItem blob : container.listBlobs(options, null)) {
            if (fresh.size() == mostAtOnce || poll.isClosing()) {
                break;
            }
            pattern.match(blob.getName())
                    .filter(names ->
                            !receipts.has(blob.getName(), blob.getProperties().getETag()))
                    .ifPresent(names -> fresh.put(blob, names));
        }
        return fresh;
    }

    private Invocation invocation(BlobItem item, Map<String, String> names) {
        BlobClient blob = container.getBlobClient(item.getName());
        byte[] content = blob.downloadContent().toBytes();
        TriggerMetadata metadata = new TriggerMetadata()
                .withSystem(function.name(), timers.clock())
                .with("BlobTrigger", pattern.container() + "/" + item.getName())
                .with("Uri", blob.getBlobUrl())
                .with("Metadata", item.getMetadata() == null ? Map.of() : item.getMetadata())
                .with("Properties", Map.of("ETag", item.getProperties().getETag(), "Length", content.length));
        names.forEach(metadata::with);
        return Invocation.of(
                function,
                function.trigger().isBinary()
                        ? Values.bytes(content)
                        : Values.text(new String(content, StandardCharsets.UTF_8)),
                metadata.values());
    }

    private boolean finish(BlobItem blob, Outcome outcome) {
        String etag = blob.getProperties().getETag();
        switch (outcome) {
            case Outcome.Succeeded ignored -> {
                failures.remove(blob.getName());
                receipts.add(blob.getName(), etag);
                return true;
            }
            case Outcome.Lost ignored -> {
                return false; // it did not fail by itself: it comes again
            }
            case Outcome.Failed failed -> {
                if (failures.merge(blob.getName(), 1, Integer::sum) >= MOST_FAILURES) {
                    giveUp(blob, etag);
                }
                return false;
            }
        }
    }

    private void giveUp(BlobItem blob, String etag) {
        failures.remove(blob.getName());
        log.about(
                function.name(),
                LogLine.Level.ERROR,
                "Blob " + blob.getName() + " failed " + MOST_FAILURES + " times, it is noted in " + POISON);
        poison.ifPresent(queue -> {
            queue.createIfNotExists();
            queue.sendMessage(Values.jsonText(Map.of(
                    "FunctionId", function.name(),
                    "BlobType", "BlockBlob",
                    "ContainerName", pattern.container(),
                    "BlobName", blob.getName(),
                    "ETag", etag)));
        });
        receipts.add(blob.getName(), etag);
    }
}
