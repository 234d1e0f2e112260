package dev.convoy.runtime.cosmos.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 while writers run, again and again: everything acknowledged is there, no batch is half there, the change feed keeps its
 * order. Three kills; {@code -Dconvoy.kills=50} for the long run.
 */
class KillLoopTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WRITERS = 3;
    private static final int LEAST_BATCHES = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Integer> attempted = new ConcurrentHashMap<>();

    @Test
    void what_was_acknowledged_survives_every_kill() throws Exception {
        int kills = Integer.getInteger("convoy.kills", 3);
        Random random = new Random(42);
        createContainer();

        for (int kill = 0; kill < kills; kill++) {
            writeAndKill(Duration.ofMillis(150 + random.nextInt(500)));
            check();
        }

        assertThat(acknowledgedInAll()).isGreaterThanOrEqualTo(kills * LEAST_BATCHES);
    }

    private int acknowledgedInAll() {
        return acknowledged.values().stream().mapToInt(n -> n).sum();
    }

    private void createContainer() throws Exception {
        try (EmulatorProcess emulator = EmulatorProcess.start(directory)) {
            assertThat(post(emulator, "dbs", "{\"id\":\"d\"}", Map.of())).isEqualTo(201);
            String container = "{\"id\":\"c\",\"partitionKey\":{\"paths\":[\"/pk\"],\"kind\":\"Hash\",\"version\":2}}";
            assertThat(post(emulator, "dbs/d/colls", container, Map.of())).isEqualTo(201);
        }
    }

    private void writeAndKill(Duration after) throws Exception {
        AtomicBoolean running = new AtomicBoolean(true);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try (EmulatorProcess emulator = EmulatorProcess.start(directory)) {
            for (int i = 0; i < WRITERS; i++) {
                String pair = "w" + i;
                writers.execute(() -> write(emulator, pair, running));
            }
            int before = acknowledgedInAll();
            await().atMost(PATIENCE).until(() -> acknowledgedInAll() >= before + LEAST_BATCHES);
            LockSupport.parkNanos(after.toNanos());
        }
        running.set(false);
        writers.shutdown();
        assertThat(writers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    private void write(EmulatorProcess emulator, String pair, AtomicBoolean running) {
        try {
            while (running.get()) {
                int n = attempted.merge(pair, 1, Integer::sum);
                String batch = "[" + upsert(pair, "left", n) + "," + upsert(pair, "right", n) + "]";
                int status = post(
                        emulator,
                        "dbs/d/colls/c/docs",
                        batch,
                        Map.of(
                                "x-ms-cosmos-is-batch-request", "True",
                                "x-ms-cosmos-batch-atomic", "True",
                                "x-ms-documentdb-partitionkey", "[\"" + pair + "\"]"));
                assertThat(status).isEqualTo(200);
                acknowledged.put(pair, n);
            }
        } catch (IOException killed) {
            running.set(false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String upsert(String pair, String side, int n) {
        String item = "{\"id\":\"" + pair + "-" + side + "\",\"pk\":\"" + pair + "\",\"n\":" + n + "}";
        return "{\"operationType\":\"Upsert\",\"resourceBody\":" + item + "}";
    }

    private void check() throws Exception {
        try (EmulatorProcess emulator = EmulatorProcess.start(directory)) {
            HttpRequest feed = HttpRequest.newBuilder(URI.create(emulator.endpoint() + "dbs/d/colls/c/docs"))
                    .header("A-IM", "Incremental Feed")
                    .build();
            HttpResponse<String> answer = http.send(feed, HttpResponse.BodyHandlers.ofString());
            Map<String, Integer> stored = new ConcurrentHashMap<>();
            List<Long> order = new ArrayList<>();
            for (JsonNode item : JSON.readTree(answer.body()).path("Documents")) {
                stored.put(item.path("id").asText(), item.path("n").intValue());
                order.add(item.path("_lsn").asLong());
            }
            assertThat(order).isSorted().doesNotHaveDuplicates();
            acknowledged.forEach((pair, n) -> {
                assertThat(stored.get(pair + "-left")).as(pair).isBetween(n, attempted.get(pair));
                assertThat(stored.get(pair + "-right")).as(pair).isEqualTo(stored.get(pair + "-left"));
            });
        }
    }

    private int post(EmulatorProcess emulator, String path, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(emulator.endpoint() + path))
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
