package dev.convoy.runtime.stack.azurite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running Azurite blob service, in a Node process of its own. Safe for use by several threads. Blobs survive its death, but
 * Azurite writes its index every five seconds: killed with -9 it forgets what was named since.
 */
public final class Azurite implements AutoCloseable {

    /** The account every Azurite has. */
    public static final String ACCOUNT = "devstoreaccount1";

    /** The key every Azurite has; public, and no secret. */
    public static final String KEY =
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(8);
    private static final int OLDEST_NODE = 20;

    /** Source: the line Azurite 3.37 prints once its port accepts clients. */
    private static final String READY = "successfully listens on ";

    private final Process process;
    /** Where it listens; empty once it has ended without listening. */
    private final CompletableFuture<Optional<String>> address = new CompletableFuture<>();

    private final AzuriteSettings settings;
    private volatile String lastLine = "";

    private Azurite(AzuriteSettings settings, Process process) {
        this.settings = settings;
        this.process = process;
    }

    /**
     * Installs Azurite if it is missing, starts it and waits until it accepts clients.
     *
     * @throws AzuriteException if Node or npm is missing, the port is taken, or it does not start within a minute
     */
    public static Azurite start(AzuriteSettings settings) {
        Path script = new AzuriteInstallation(settings.installDirectory(), settings.log()).script();
        Azurite azurite = new Azurite(settings, launch(settings, script));
        Thread.ofVirtual().name("azurite-log").start(azurite::readLog);
        azurite.awaitReady();
        return azurite;
    }

    /** Where the account answers, such as {@code http://127.0.0.1:10000/devstoreaccount1}. */
    public String blobEndpoint() {
        return address.join().orElseThrow() + "/" + ACCOUNT;
    }

    /** What a blob client or {@code AzureWebJobsStorage} takes. */
    public String connectionString() {
        return connectionString(blobEndpoint());
    }

    /** The connection string of an Azurite that will listen on the port. */
    public static String connectionString(String host, int port) {
        return connectionString("http://" + host + ":" + port + "/" + ACCOUNT);
    }

    private static String connectionString(String endpoint) {
        return "DefaultEndpointsProtocol=http;AccountName=" + ACCOUNT + ";AccountKey=" + KEY + ";BlobEndpoint="
                + endpoint + ";";
    }

    public long processId() {
        return process.pid();
    }

    /** Stops the process: gently, so that it writes its index, then by force. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException alreadyGone) {
            process.destroyForcibly();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Process launch(AzuriteSettings settings, Path script) {
        checkNode();
        List<String> command = new ArrayList<>(List.of("node", script.toString()));
        command.addAll(List.of("--silent", "--disableTelemetry", "--skipApiVersionCheck"));
        command.addAll(List.of("--blobHost", settings.host(), "--blobPort", Integer.toString(settings.port())));
        settings.dataDirectory()
                .ifPresentOrElse(
                        directory -> command.addAll(
                                List.of("--location", created(directory).toString())),
                        () -> command.add("--inMemoryPersistence"));
        try {
            return new ProcessBuilder(command)
                    .directory(settings.installDirectory().toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException failed) {
            throw new AzuriteException("azurite cannot be started: " + failed.getMessage(), failed);
        }
    }

    private static void checkNode() {
        try {
            Process node = new ProcessBuilder("node", "--version")
                    .redirectErrorStream(true)
                    .start();
            node.getOutputStream().close();
            String version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
            if (!version.matches("v\\d+\\..*")
                    || Integer.parseInt(version.substring(1, version.indexOf('.'))) < OLDEST_NODE) {
                throw new AzuriteException("azurite needs Node " + OLDEST_NODE + " or newer on PATH, found " + version);
            }
        } catch (IOException missing) {
            throw new AzuriteException("azurite needs Node " + OLDEST_NODE + " or newer on PATH", missing);
        }
    }

    private static Path created(Path directory) {
        try {
            return Files.createDirectories(directory).toAbsolutePath();
        } catch (IOException failed) {
            throw new AzuriteException("azurite: the data directory " + directory + " cannot be made", failed);
        }
    }

    private void readLog() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int ready = line.indexOf(READY);
                if (ready >= 0) {
                    address.complete(
                            Optional.of(line.substring(ready + READY.length()).trim()));
                }
                lastLine = line;
                settings.log().accept(line);
            }
        } catch (IOException | UncheckedIOException closed) {
            settings.log().accept("log of Azurite ended: " + closed.getMessage());
        } finally {
            address.complete(Optional.empty());
        }
    }

    private String whyEnded() {
        return lastLine.contains("EADDRINUSE")
                ? "azurite port: " + settings.port() + " is taken"
                : "azurite ended before it was ready: " + lastLine;
    }

    private void awaitReady() {
        try {
            if (address.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS).isEmpty()) {
                throw new AzuriteException(whyEnded());
            }
        } catch (ExecutionException bug) {
            throw new IllegalStateException("nothing completes the address with a failure", bug);
        } catch (TimeoutException late) {
            close();
            throw new AzuriteException("azurite was not ready within " + START_LIMIT.toSeconds() + " s", late);
        } catch (InterruptedException interrupted) {
            close();
            Thread.currentThread().interrupt();
            throw new AzuriteException("interrupted while azurite started", interrupted);
        }
    }
}
