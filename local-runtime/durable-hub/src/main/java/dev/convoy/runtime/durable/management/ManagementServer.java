package dev.convoy.runtime.durable.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.convoy.runtime.durable.engine.HubBusyException;
import dev.convoy.runtime.durable.engine.HubClosedException;
import dev.convoy.runtime.durable.engine.TaskHub;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server of the management API, on the JDK's server with a virtual thread per request. */
public final class ManagementServer implements AutoCloseable {

    /** Where the API begins; Functions hosts serve it at the same place. */
    public static final String ROOT = "/runtime/webhooks/durabletask";

    /** Largest body taken, in bytes. */
    static final int MAX_BODY_BYTES = 64 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);

    /** The JDK's server writes head and body apart; with Nagle's algorithm each small answer then takes 40 ms. */
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    private final HttpServer server;
    private final ExecutorService threads;
    private final ManagementApi api;

    private ManagementServer(HttpServer server, ManagementApi api) {
        this.server = server;
        this.api = api;
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * Listens on the address; port 0 takes a free one.
     *
     * @throws IOException if the port is taken
     */
    public static ManagementServer start(TaskHub hub, String taskHubName, String host, int port) throws IOException {
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
        return new ManagementServer(server, new ManagementApi(hub, taskHubName));
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, respond(exchange));
        }
    }

    private Response respond(HttpExchange exchange) throws IOException {
        try {
            return api.answer(read(exchange)).join();
        } catch (CompletionException e) {
            return problem(e.getCause() == null ? e : e.getCause());
        } catch (RuntimeException e) {
            return problem(e);
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        if (!path.startsWith(ROOT + "/")) {
            throw new HttpProblem(404, "nothing is served at " + path);
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            throw new HttpProblem(413, "body: more than " + MAX_BODY_BYTES + " bytes");
        }
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        return Request.of(exchange.getRequestMethod(), path.substring(ROOT.length()), query, headers, body);
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        JsonNode body = response.body();
        if (body == null) {
            exchange.sendResponseHeaders(response.status(), -1);
            return;
        }
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(response.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Response problem(Throwable cause) {
        int status =
                switch (cause) {
                    case HttpProblem known -> known.status();
                    case IllegalArgumentException invalid -> 400;
                    case HubBusyException busy -> 429;
                    case HubClosedException closed -> 503;
                    default -> 500;
                };
        if (status == 500) {
            LOG.atError().setCause(cause).log("Request to the management API failed");
        }
        return Response.of(
                status, JsonNodeFactory.instance.objectNode().put("Message", String.valueOf(cause.getMessage())));
    }
}
