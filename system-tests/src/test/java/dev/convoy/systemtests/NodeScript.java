package dev.convoy.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A script of {@code system-tests/node}, run with the packages its lock file names. */
record NodeScript(String file) {

    private static final Path FOLDER = Path.of("node").toAbsolutePath();
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(3);

    /** Runs the script and waits for its end; installs the packages first if they are missing. */
    Result run(Map<String, String> environment, Duration limit) {
        synchronized (NodeScript.class) {
            if (!Files.isDirectory(FOLDER.resolve("node_modules"))) {
                Result installed = execute(List.of("npm", "ci"), Map.of(), INSTALL_LIMIT);
                if (installed.exitCode() != 0) {
                    throw new IllegalStateException("npm ci failed: " + installed.output());
                }
            }
        }
        return execute(List.of("node", file), environment, limit);
    }

    private static Result execute(List<String> command, Map<String, String> environment, Duration limit) {
        try {
            Path log = Files.createTempFile("node-script", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            String output = Files.readString(log, StandardCharsets.UTF_8);
            Files.delete(log);
            return new Result(ended ? process.exitValue() : -1, output);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command, e);
        }
    }

    /** How a script ended: -1 when it had to be stopped. */
    record Result(int exitCode, String output) {}
}
