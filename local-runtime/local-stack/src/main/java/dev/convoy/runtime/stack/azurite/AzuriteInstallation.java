package dev.convoy.runtime.stack.azurite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The npm package on disk. Installs it from the lock file this jar carries when it is missing or the lock file has changed; two
 * processes that want it at once wait for one another.
 */
final class AzuriteInstallation {

    private static final List<String> FILES = List.of("package.json", "package-lock.json", ".npmrc", "start.mjs");

    /** Written last, so that half an installation is never taken for a whole one. */
    private static final String DONE = "installed.lock.json";

    private static final Object ONE_PER_JVM = new Object();

    private final Path directory;
    private final Consumer<String> log;

    AzuriteInstallation(Path directory, Consumer<String> log) {
        this.directory = directory.toAbsolutePath();
        this.log = log;
    }

    /**
     * Answers the script to run, installing it first if needed.
     *
     * @throws AzuriteException if npm is missing or fails; safe to retry
     */
    Path script() {
        synchronized (ONE_PER_JVM) {
            try {
                Files.createDirectories(directory);
                if (!isCurrent()) {
                    installLocked();
                }
            } catch (IOException failed) {
                throw new AzuriteException("azurite cannot be installed in " + directory + ": " + failed, failed);
            }
        }
        return directory.resolve("start.mjs");
    }

    private void installLocked() throws IOException {
        Path lockFile = directory.resolve("installing");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock ignored = channel.lock()) {
            if (!isCurrent()) {
                install();
            }
        }
    }

    private void install() throws IOException {
        for (String file : FILES) {
            try (InputStream content = resource(file)) {
                Files.copy(content, directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        log.accept("installing Azurite (npm ci, once)");
        npmCi();
        Files.copy(
                directory.resolve("package-lock.json"), directory.resolve(DONE), StandardCopyOption.REPLACE_EXISTING);
    }

    private void npmCi() throws IOException {
        Process npm = startNpm();
        npm.getOutputStream().close();
        String last = "";
        try (BufferedReader lines = npm.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line.startsWith("npm error") ? line : last;
                log.accept(line);
            }
        }
        if (exitCode(npm) != 0) {
            throw new AzuriteException("azurite: npm ci failed in " + directory + ": " + last);
        }
    }

    private Process startNpm() {
        String npm = System.getProperty("os.name", "").startsWith("Windows") ? "npm.cmd" : "npm";
        try {
            return new ProcessBuilder(npm, "ci", "--ignore-scripts", "--omit=dev", "--loglevel=error")
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException missing) {
            throw new AzuriteException("azurite needs npm on PATH (it comes with Node 20 or newer)", missing);
        }
    }

    private static int exitCode(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new AzuriteException("azurite: interrupted while npm ran", interrupted);
        }
    }

    private boolean isCurrent() throws IOException {
        Path done = directory.resolve(DONE);
        if (!Files.isRegularFile(done)) {
            return false;
        }
        try (InputStream wanted = resource("package-lock.json")) {
            return Files.readString(done).equals(new String(wanted.readAllBytes(), StandardCharsets.UTF_8))
                    && sameScript();
        }
    }

    private boolean sameScript() throws IOException {
        Path script = directory.resolve("start.mjs");
        try (InputStream wanted = resource("start.mjs")) {
            return Files.isRegularFile(script)
                    && Files.readString(script).equals(new String(wanted.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static InputStream resource(String file) {
        try {
            return Objects.requireNonNull(
                            AzuriteInstallation.class.getResource("npm/" + file), () -> "not in this jar: npm/" + file)
                    .openStream();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
