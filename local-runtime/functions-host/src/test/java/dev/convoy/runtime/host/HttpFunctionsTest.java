package dev.convoy.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.runtime.host.log.LogLine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** HTTP functions of a staged app, called through a real worker process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpFunctionsTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConcurrentLinkedQueue<LogLine> log = new ConcurrentLinkedQueue<>();
    private FunctionsHost host;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        StagedFolder staged = new StagedFolder(folder)
                .writeSettings("{\"IsEncrypted\":false,\"Values\":{\"GREETING\":\"from file\",\"OTHER\":\"x\"}}")
                .http("Echo", "echo", ",\"methods\":[\"GET\",\"POST\"]")
                .http("Line", "line", ",\"route\":\"orders/{id:int}/lines/{line?}\"")
                .http("MissingMetadata", "missingMetadata", "")
                .http("Pojo", "pojo", ",\"methods\":[\"POST\"]")
                .http("ReadsRecord", "readsRecord", "")
                .http("Bytes", "bytes", "")
                .http("Text", "text", "")
                .http("Nothing", "nothing", "")
                .http("Throws", "fails", "")
                .http("Slow", "slow", "")
                .http("Environment", "environment", "");
        host = FunctionsHost.start(FunctionsHostSettings.of(staged.path())
                .withPort(0)
                .withAppSettings(Map.of("GREETING", "overridden"))
                .withLogSink(log::add));
        host.awaitReady(Duration.ofSeconds(30));
    }

    @AfterAll
    void stop() {
        host.close();
    }

    @Test
    void a_request_arrives_with_method_headers_query_and_body() throws Exception {
        HttpResponse<String> response =
                send(request("/api/echo?b=2&a=1&a=3").header("X-Given", "yes").POST(text("hello")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("hello");
        assertThat(header(response, "x-method")).isEqualTo("POST");
        assertThat(header(response, "x-header")).isEqualTo("yes");
        assertThat(header(response, "x-query")).isEqualTo("{a=1,3, b=2}");
        assertThat(header(response, "x-uri")).isEqualTo(host.url() + "/api/echo?b=2&a=1&a=3");
        assertThat(header(response, "content-type")).startsWith("text/plain");
    }

    @Test
    void an_empty_body_is_an_empty_optional() throws Exception {
        assertThat(send(request("/api/Echo").GET()).body()).isEqualTo("(empty)");
    }

    @Test
    void a_trace_goes_on_below_the_callers_span() throws Exception {
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        String given =
                header(send(request("/api/Echo").header("traceparent", parent).GET()), "x-trace");

        assertThat(given).startsWith("00-0af7651916cd43dd8448eb211c80319c-").isNotEqualTo(parent);
    }

    @Test
    void route_parameters_and_query_are_metadata() throws Exception {
        assertThat(send(request("/api/orders/42/lines/7?x=y").GET()).body()).isEqualTo("42 {x=y}");
        assertThat(send(request("/api/orders/42/lines").GET()).body()).isEqualTo("42 {}");
    }

    @Test
    void unknown_routes_and_methods_are_problems() throws Exception {
        HttpResponse<String> noRoute = send(request("/api/orders/word/lines").GET());
        HttpResponse<String> otherMethod = send(request("/api/Pojo").GET());

        assertThat(noRoute.statusCode()).isEqualTo(404);
        assertThat(header(noRoute, "content-type")).isEqualTo("application/problem+json");
        assertThat(otherMethod.statusCode()).isEqualTo(405);
        assertThat(header(otherMethod, "allow")).isEqualTo("POST");
    }

    @Test
    void a_plain_class_is_read_and_written_as_json() throws Exception {
        HttpResponse<String> response = send(request("/api/Pojo").POST(text("{\"product\":\"tea\",\"quantity\":3}")));

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).isEqualTo("{\"product\":\"tea\",\"quantity\":3}");
        assertThat(header(response, "content-type")).startsWith("application/json");
    }

    @Test
    void a_record_cannot_be_read_as_in_the_real_worker() throws Exception {
        HttpResponse<String> response = send(request("/api/ReadsRecord").POST(text("{\"product\":\"tea\"}")));

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("JsonIOException");
    }

    @Test
    void missing_metadata_fails_the_invocation() throws Exception {
        HttpResponse<String> response = send(request("/api/MissingMetadata").GET());

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("Cannot find matched @BindingName");
    }

    @Test
    void bytes_go_through_unchanged() throws Exception {
        byte[] given = new byte[1000];
        for (int i = 0; i < given.length; i++) {
            given[i] = (byte) i;
        }
        HttpRequest request = request("/api/Bytes")
                .header("content-type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(given))
                .build();

        assertThat(client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body())
                .isEqualTo(given);
    }

    @Test
    void other_return_values_are_bodies_and_null_is_no_content() throws Exception {
        assertThat(send(request("/api/Text").GET()).body()).isEqualTo("plain");
        assertThat(send(request("/api/Nothing").GET()).statusCode()).isEqualTo(204);
    }

    @Test
    void an_exception_of_the_function_is_a_500_with_its_root_cause() throws Exception {
        HttpResponse<String> response = send(request("/api/Throws").GET());

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("IllegalStateException: no luck today");
    }

    @Test
    void settings_are_environment_and_the_workers_libraries_are_hidden() throws Exception {
        HttpResponse<String> response = send(request("/api/Environment").GET());

        assertThat(response.body()).isEqualTo("overridden");
        assertThat(header(response, "x-isolation")).isEqualTo("no worker libraries");
        assertThat(header(response, "x-pid")).isEqualTo(Long.toString(host.workerProcessId()));
    }

    @Test
    void output_and_function_logs_reach_the_sink() throws Exception {
        send(request("/api/Environment").GET());
        send(request("/api/Echo").GET());

        Awaitility.await().untilAsserted(() -> {
            assertThat(log)
                    .anyMatch(line -> line.origin() == LogLine.Origin.STANDARD_OUTPUT
                            && line.text().equals("printed by the app"));
            assertThat(log)
                    .anyMatch(line -> line.origin() == LogLine.Origin.FUNCTION
                            && line.text().equals("echo Echo")
                            && line.level() == LogLine.Level.INFO);
        });
    }

    @Test
    void long_polls_do_not_hold_up_short_calls() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> polls = IntStream.range(0, 100)
                .mapToObj(i -> client.sendAsync(
                        request("/api/Slow?for=PT2S").GET().build(), HttpResponse.BodyHandlers.ofString()))
                .toList();
        long begin = System.nanoTime();
        assertThat(send(request("/api/Text").GET()).statusCode()).isEqualTo(200);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(1_500));
        assertThat(polls).allSatisfy(poll -> assertThat(poll.join().body()).isEqualTo("slept"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(host.url() + path)).timeout(Duration.ofSeconds(20));
    }

    private static HttpRequest.BodyPublisher text(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
