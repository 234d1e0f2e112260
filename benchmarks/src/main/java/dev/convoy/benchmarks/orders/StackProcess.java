package dev.convoy.benchmarks.orders;

import dev.convoy.benchmarks.report.Report;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A stack that {@code ./convoy up} runs in a process of its own, on free ports, with its state in a folder that is given. */
public final class StackProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration PAUSE = Duration.ofMillis(25);

    private final Process process;
    private final String url;
    private final Duration timeToFirstAnswer;

    private StackProcess(Process process, String url, Duration timeToFirstAnswer) {
        this.process = process;
        this.url = url;
        this.timeToFirstAnswer = timeToFirstAnswer;
    }

    /** Types the command and waits for the first 2xx of the functions app. */
    public static StackProcess start(Path home, Path data, Path log) throws IOException, InterruptedException {
        return start(home, data, log, Map.of());
    }

    /** The same, with more parts on ports of the caller's choice. */
    public static StackProcess start(Path home, Path data, Path log, Map<String, Integer> ports)
            throws IOException, InterruptedException {
        int port = freePort();
        Files.createDirectories(log.toAbsolutePath().getParent());
        List<String> command = new ArrayList<>(List.of(
                home.resolve("convoy").toString(), "up", "--free-ports", "--data=" + data, "--port=functions=" + port));
        ports.forEach((part, number) -> command.add("--port=" + part + "=" + number));
        long started = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy)); // a benchmark that is ended ends its stack
        String url = "http://localhost:" + port;
        try {
            awaitAnswer(process, url, log);
        } catch (IOException | InterruptedException | RuntimeException failed) {
            process.destroy();
            throw failed;
        }
        return new StackProcess(process, url, Duration.ofNanos(System.nanoTime() - started));
    }

    public String url() {
        return url;
    }

    public Duration timeToFirstAnswer() {
        return timeToFirstAnswer;
    }

    /**
     * Processor time used so far, by the launcher (which hosts the emulators, the hub and the hosts), by the workers of the function apps
     * and by Azurite. What the operating system does not say is left out.
     */
    public Map<String, Duration> processorTime() {
        Map<String, Duration> times = new TreeMap<>();
        add(times, "launcher", process.toHandle());
        process.descendants().forEach(child -> add(times, isAzurite(child) ? "Azurite" : "workers", child));
        return times;
    }

    /** Reports the processor time since {@code before} by part and piece of work. */
    public void tellProcessorTime(Report report, Map<String, Duration> before, int pieces, String piece) {
        processorTime()
                .forEach((part, time) -> report.figure(
                        "processor time of the " + part + " per " + piece,
                        time.minus(before.getOrDefault(part, Duration.ZERO)).toNanos() / 1e6 / pieces,
                        "ms"));
    }

    private static boolean isAzurite(ProcessHandle child) {
        return child.info().commandLine().orElse("").contains("azurite");
    }

    private static void add(Map<String, Duration> times, String part, ProcessHandle process) {
        process.info().totalCpuDuration().ifPresent(time -> times.merge(part, time, Duration::plus));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private static void awaitAnswer(Process process, String url, Path log) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/health/live"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long end = System.nanoTime() + START_LIMIT.toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!answers(http, request)) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IllegalStateException("the stack did not come up, see " + log);
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    private static boolean answers(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() / 100 == 2;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** A port of loopback that was free a moment ago. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
