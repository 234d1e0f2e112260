package dev.convoy.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.convoy.runtime.host.discovery.BrokenAppException;
import dev.convoy.runtime.host.log.LogLine;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to calls and to the host when the app's process dies, hangs or cannot load. */
class WorkerCrashTest {

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConcurrentLinkedQueue<LogLine> log = new ConcurrentLinkedQueue<>();
    private StagedFolder staged;
    private FunctionsHost host;

    @BeforeEach
    void stage() throws Exception {
        staged = new StagedFolder(folder).http("Text", "text", "").http("Slow", "slow", "");
    }

    @AfterEach
    void stop() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void a_killed_worker_fails_what_it_had_and_is_back_within_three_seconds() throws Exception {
        start();
        long first = host.workerProcessId();
        CompletableFuture<HttpResponse<String>> underWay = send("/api/Slow?for=PT30S");
        await().until(() -> get("/admin/host/status").body().contains("\"invocationsUnderWay\":1"));

        long begin = System.nanoTime();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        assertThat(underWay.get().statusCode()).isEqualTo(503);
        assertThat(get("/api/Text").body()).isEqualTo("plain");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
        assertThat(host.workerProcessId()).isNotEqualTo(first);
    }

    @Test
    void it_survives_being_killed_again_and_again() throws Exception {
        start();
        for (int round = 0; round < 4; round++) {
            long victim = host.workerProcessId();
            ProcessHandle.of(victim).orElseThrow().destroyForcibly();
            await().atMost(Duration.ofSeconds(20)).until(() -> host.workerProcessId() != victim && host.isReady());
            assertThat(get("/api/Text").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_function_that_runs_out_of_time_is_interrupted_and_the_worker_lives_on() throws Exception {
        staged.writeHostJson("{\"version\":\"2.0\",\"functionTimeout\":\"00:00:01\"}");
        start();
        long worker = host.workerProcessId();

        HttpResponse<String> response = get("/api/Slow?for=PT1M");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("FunctionTimeoutException");
        await().until(() -> get("/admin/host/status").body().contains("\"invocationsUnderWay\":0"));
        assertThat(host.workerProcessId()).isEqualTo(worker);
    }

    @Test
    void closing_the_host_ends_the_worker() throws Exception {
        start();
        long worker = host.workerProcessId();
        host.close();

        await().atMost(Duration.ofSeconds(5))
                .until(() ->
                        ProcessHandle.of(worker).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void a_function_that_cannot_be_loaded_is_named() throws Exception {
        staged.function(
                "Lost",
                "HttpSamples.nowhere",
                "{\"type\":\"timerTrigger\",\"name\":\"t\",\"schedule\":\"0 * * * * *\"}");
        host = FunctionsHost.start(
                FunctionsHostSettings.of(staged.path()).withPort(0).withLogSink(log::add));

        assertThatThrownBy(() -> host.awaitReady(Duration.ofSeconds(20)))
                .isInstanceOf(BrokenAppException.class)
                .hasMessageContaining("Lost/function.json: entryPoint")
                .hasMessageContaining("nowhere");
    }

    @Test
    void a_taken_port_is_named() throws Exception {
        start();
        FunctionsHostSettings again =
                FunctionsHostSettings.of(staged.path()).withPort(host.url().getPort());

        assertThatThrownBy(() -> FunctionsHost.start(again))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http port " + host.url().getPort());
    }

    @Test
    void a_missing_java_is_named() {
        FunctionsHostSettings settings =
                FunctionsHostSettings.of(staged.path()).withPort(0).withJavaExecutable(folder.resolve("no-java"));

        assertThatThrownBy(() -> FunctionsHost.start(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no-java");
    }

    @Test
    void only_the_named_functions_run() throws Exception {
        host = FunctionsHost.start(FunctionsHostSettings.of(staged.path())
                .withPort(0)
                .withLogSink(log::add)
                .withOnly(java.util.Set.of("text")));
        host.awaitReady(Duration.ofSeconds(20));

        assertThat(get("/api/Text").statusCode()).isEqualTo(200);
        assertThat(get("/api/Slow?for=PT0S").statusCode()).isEqualTo(404);
        assertThat(List.copyOf(log)).noneMatch(line -> line.text().contains("Slow"));
    }

    private void start() throws InterruptedException {
        host = FunctionsHost.start(
                FunctionsHostSettings.of(staged.path()).withPort(0).withLogSink(log::add));
        host.awaitReady(Duration.ofSeconds(20));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(path).get();
    }

    private CompletableFuture<HttpResponse<String>> send(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(host.url() + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }
}
