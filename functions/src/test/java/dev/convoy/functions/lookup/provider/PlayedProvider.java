package dev.convoy.functions.lookup.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.convoy.functions.lookup.targets.AddressPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider on loopback that answers as it is told, and the client that trusts it. Safe for use by several threads. */
final class PlayedProvider implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(10);

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final HttpServer server;
    private final OutboundHttp http;

    PlayedProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
        http = new OutboundHttp(SOON, new OriginPolicy(Set.of(at("/")), AddressPolicy.strict()));
    }

    /** An answer with the length it says, or without an end. */
    record Answer(int status, Map<String, String> headers, String body) {}

    void says(String path, int status, String body) {
        answers.put(path, new Answer(status, Map.of(), body));
    }

    void redirects(String path, String location) {
        answers.put(path, new Answer(302, Map.of("Location", location), ""));
    }

    int calls() {
        return calls.get();
    }

    URI at(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    ProviderHttp client() {
        return new ProviderHttp(http);
    }

    @Override
    public void close() {
        http.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        Answer answer = answers.getOrDefault(exchange.getRequestURI().getPath(), new Answer(404, Map.of(), "{}"));
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
