package dev.convoy.runtime.host.invoke;

import dev.convoy.runtime.host.log.HostLog;
import dev.convoy.runtime.host.log.LogLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The child JVM. Its standard input stays open for as long as the host lives, which is how it learns of the host's death; what it
 * prints goes to the log line by line.
 */
final class WorkerProcess {

    private final Process process;

    private WorkerProcess(Process process) {
        this.process = process;
    }

    static WorkerProcess start(List<String> command, Path folder, Map<String, String> environment, HostLog log)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        WorkerProcess worker = new WorkerProcess(builder.start());
        worker.pump(worker.process.getInputStream(), LogLine.Origin.STANDARD_OUTPUT, log);
        worker.pump(worker.process.getErrorStream(), LogLine.Origin.STANDARD_ERROR, log);
        return worker;
    }

    long id() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void onExit(Runnable task) {
        process.onExit().thenRun(task).exceptionally(failure -> {
            throw new IllegalStateException(failure);
        });
    }

    String exitText() {
        return process.isAlive() ? "still running" : "exit code " + process.exitValue();
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Waits for the process to end by itself, then ends it. */
    void endWithin(Duration grace) {
        try {
            if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void pump(InputStream stream, LogLine.Origin origin, HostLog log) {
        Thread thread = new Thread(() -> copy(stream, origin, log), "worker-output-" + process.pid());
        thread.setDaemon(true);
        thread.start();
    }

    private static void copy(InputStream stream, LogLine.Origin origin, HostLog log) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                log.process(origin, line);
            }
        } catch (IOException closed) {
            log.info("output of the worker ended: " + closed.getMessage());
        }
    }
}
