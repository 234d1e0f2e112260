package dev.convoy.benchmarks.lookups;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The offline providers' control API, and one of them asked directly. Safe for use by several threads. */
final class World implements AutoCloseable {

    /** Latencies as the target for lookups names them: a sequential design would take their sum, with four probes. */
    static final Map<String, Duration> FIXED = Map.of(
            "geoip", Duration.ofMillis(200),
            "rdap", Duration.ofMillis(500),
            "dns", Duration.ofMillis(100),
            "ping", Duration.ofMillis(400));

    private final String url;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    World(String url) {
        this.url = url;
    }

    void latencies(Map<String, Duration> latencies) {
        FIXED.keySet().forEach(service -> put(service, latencies.getOrDefault(service, Duration.ZERO)));
    }

    /** How long the registry takes when it is asked by nobody but us. */
    Duration askRegistry(String address) {
        long start = System.nanoTime();
        send(HttpRequest.newBuilder(URI.create(url + "/rdap/ip/" + address)).build());
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        http.close();
    }

    private void put(String service, Duration latency) {
        send(HttpRequest.newBuilder(URI.create(url + "/control/" + service))
                .PUT(HttpRequest.BodyPublishers.ofString("{\"latency\":\"" + latency + "\"}"))
                .build());
    }

    private void send(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(request.uri() + " answered " + answer.statusCode());
            }
        } catch (IOException e) {
            throw new IllegalStateException(request.uri() + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
