package dev.convoy.systemtests.sample;

import dev.convoy.runtime.stack.azurite.Azurite;
import dev.convoy.runtime.stack.azurite.AzuriteSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A storage account with blobs and queues: two Azurite processes on free ports, in memory. */
final class StorageAccount implements AutoCloseable {

    private static final Path PACKAGE = Path.of("../.convoy/azurite");
    private static final Pattern LISTENS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");

    private final Azurite blobs;
    private final Process queues;
    private final CompletableFuture<String> queueAddress = new CompletableFuture<>();

    StorageAccount() throws Exception {
        blobs = Azurite.start(AzuriteSettings.defaults(PACKAGE).withPort(0));
        queues = startQueues();
        Thread.ofVirtual().start(this::readLog);
        queueAddress.get(30, TimeUnit.SECONDS);
    }

    String connectionString() {
        return blobs.connectionString() + "QueueEndpoint=" + queueAddress.join() + "/" + Azurite.ACCOUNT + ";";
    }

    @Override
    public void close() {
        queues.destroy();
        blobs.close();
    }

    private static Process startQueues() throws IOException, URISyntaxException {
        Path script = Path.of(Objects.requireNonNull(StorageAccount.class.getResource("/azurite-queue.mjs"))
                .toURI());
        return new ProcessBuilder(
                        "node",
                        script.toString(),
                        "--queueHost",
                        "127.0.0.1",
                        "--queuePort",
                        "0",
                        "--disableTelemetry",
                        "--skipApiVersionCheck",
                        "--inMemoryPersistence")
                .directory(PACKAGE.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private void readLog() {
        try (BufferedReader lines = queues.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher listens = LISTENS.matcher(line);
                if (line.contains("successfully listens") && listens.find()) {
                    queueAddress.complete("http://127.0.0.1:" + listens.group(1));
                }
            }
        } catch (IOException closed) {
            queueAddress.completeExceptionally(closed);
        }
        queueAddress.completeExceptionally(new IOException("the queue service ended"));
    }
}
