package dev.convoy.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoy.runtime.host.log.LogLine;
import dev.convoy.runtime.host.trigger.http.FunctionKeys;
import dev.convoy.runtime.kit.time.ManualTimers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shutdown, restart on change, log levels, keys and a test's own time, with a real worker process. */
class AppLifeTest {

    private static final String TIMER = "{\"type\":\"timerTrigger\",\"name\":\"timer\",\"schedule\":\"0 0 3 * * *\"}";

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
    void what_is_under_way_is_finished_at_shutdown_and_the_apps_shutdown_hooks_run() throws Exception {
        staged.http("Beans", "beans", "");
        start(settings -> settings);
        get("/api/Beans");
        CompletableFuture<HttpResponse<String>> underWay = send("/api/Slow?for=PT1S");
        await().until(() -> get("/admin/host/status").body().contains("\"invocationsUnderWay\":1"));

        host.close();

        assertThat(underWay.get().body()).isEqualTo("slept");
        assertThat(folder.resolve("beans-closed")).isDirectory();
    }

    @Test
    void what_takes_longer_than_the_drain_is_cut_off() throws Exception {
        start(settings -> settings.withDrain(Duration.ofMillis(200)));
        CompletableFuture<HttpResponse<String>> underWay = send("/api/Slow?for=PT1M");
        await().until(() -> get("/admin/host/status").body().contains("\"invocationsUnderWay\":1"));

        long begin = System.nanoTime();
        host.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
        assertThat(underWay.get().statusCode()).isEqualTo(503);
        assertThat(log).anyMatch(line -> line.text().contains("were not done within"));
    }

    @Test
    void a_changed_folder_starts_the_app_again_on_the_same_port() throws Exception {
        start(settings -> settings.withWatch(true));
        long first = host.workerProcessId();
        URI url = host.url();

        staged.http("Fresh", "text", "");

        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> get("/api/Fresh").statusCode() == 200);
        assertThat(host.url()).isEqualTo(url);
        assertThat(host.workerProcessId()).isNotEqualTo(first);
    }

    @Test
    void a_change_that_cannot_be_read_leaves_the_app_running() throws Exception {
        start(settings -> settings.withWatch(true));
        long first = host.workerProcessId();

        staged.writeHostJson("{\"version\":");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> log.stream().anyMatch(line -> line.text().contains("host.json: line 1")));
        assertThat(get("/api/Text").body()).isEqualTo("plain");
        assertThat(host.workerProcessId()).isEqualTo(first);
    }

    @Test
    void host_json_says_what_is_logged_and_an_app_setting_wins_over_it() throws Exception {
        staged.function("Tick", "HttpSamples.tick", TIMER)
                .writeHostJson("{\"version\":\"2.0\",\"logging\":{\"logLevel\":{\"default\":\"Warning\"}}}")
                .writeSettings("{\"Values\":{\"AzureFunctionsJobHost__logging__logLevel__Function.Tick\":\"Debug\"}}");
        start(settings -> settings);

        runByHand("Tick");

        await().until(() -> log.stream().anyMatch(line -> line.text().startsWith("Executed in")));
        assertThat(log).anyMatch(line -> line.text().equals("tick"));
        assertThat(log).noneMatch(line -> line.text().equals("tick in detail"));
        assertThat(log).noneMatch(line -> line.text().startsWith("Worker started"));
    }

    @Test
    void a_verbose_host_logs_everything() throws Exception {
        staged.function("Tick", "HttpSamples.tick", TIMER);
        start(settings -> settings.withVerbose(true));

        runByHand("Tick");

        await().until(() -> log.stream().anyMatch(line -> line.text().startsWith("Executed in")));
        assertThat(log).anyMatch(line -> line.text().equals("tick in detail"));
        assertThat(log).anyMatch(line -> line.text().startsWith("Worker started"));
    }

    @Test
    void keys_open_functions_and_only_the_master_key_the_administration() throws Exception {
        staged.functionJson("Locked", """
                {"scriptFile":"../sample-app.jar","entryPoint":"dev.convoy.runtime.host.sampleapp.HttpSamples.text","bindings":[
                {"type":"httpTrigger","name":"req","direction":"in","authLevel":"FUNCTION"},
                {"type":"http","name":"$return","direction":"out"}]}""");
        start(settings -> settings.withKeys(new FunctionKeys("host-key", "master-key")));

        assertThat(get("/api/Text").statusCode()).isEqualTo(200);
        assertThat(get("/api/Locked").statusCode()).isEqualTo(401);
        assertThat(get("/api/Locked?code=wrong").statusCode()).isEqualTo(401);
        assertThat(get("/api/Locked?code=host-key").statusCode()).isEqualTo(200);
        assertThat(get("/api/Locked?code=master-key").statusCode()).isEqualTo(200);
        assertThat(get("/admin/host/status?code=host-key").statusCode()).isEqualTo(401);
        assertThat(get("/admin/host/status?code=master-key").body()).contains("\"state\":\"Running\"");
        assertThat(get("/admin/functions/Locked?code=master-key").body()).contains("\"name\":\"Locked\"");
    }

    @Test
    void a_timer_trigger_goes_by_the_time_of_the_test() throws Exception {
        staged.function("Tick", "HttpSamples.tick", TIMER);
        ManualTimers time = new ManualTimers(Instant.parse("2026-01-15T12:00:00Z"));
        start(settings -> settings.withTimers(time));
        await().until(() -> time.nextAt().isPresent());
        assertThat(time.nextAt()).contains(Instant.parse("2026-01-16T03:00:00Z"));

        time.advance(Duration.ofDays(1));

        await().until(() -> log.stream().anyMatch(line -> line.text().equals("tick")));
        await().until(() -> time.nextAt().equals(java.util.Optional.of(Instant.parse("2026-01-17T03:00:00Z"))));
    }

    private void runByHand(String function) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(host.url() + "/admin/functions/" + function))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(202);
    }

    private void start(UnaryOperator<FunctionsHostSettings> change) throws InterruptedException {
        host = FunctionsHost.start(
                change.apply(FunctionsHostSettings.of(staged.path()).withPort(0).withLogSink(log::add)));
        host.awaitReady(Duration.ofSeconds(30));
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
