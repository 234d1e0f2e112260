package dev.convoy.runtime.providers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** GeoIP, RDAP, letter boxes and control over HTTP, a virtual thread per request. */
final class ProviderHttpServer implements AutoCloseable {

    private static final int BACKLOG = 256;
    private static final int LARGEST_CONTROL_BODY_BYTES = 4096;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads;
    private final Conducts conducts;
    private final GeoIpAnswers geoIp;
    private final RdapAnswers rdap;
    private final LetterBoxes boxes = new LetterBoxes();

    private ProviderHttpServer(HttpServer server, ExecutorService threads, Fixtures fixtures, Conducts conducts) {
        this.server = server;
        this.threads = threads;
        this.conducts = conducts;
        this.geoIp = new GeoIpAnswers(fixtures);
        this.rdap = new RdapAnswers(fixtures);
    }

    static ProviderHttpServer start(String host, int port, Fixtures fixtures, Conducts conducts) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        ProviderHttpServer providers = new ProviderHttpServer(server, threads, fixtures, conducts);
        server.setExecutor(threads);
        server.createContext("/geoip/json/", providers.provider(Service.GEOIP, providers::geoIp));
        server.createContext("/rdap/", providers.provider(Service.RDAP, providers::rdap));
        server.createContext("/callbacks/", providers::callback);
        server.createContext("/control/", providers::control);
        server.createContext("/", exchange -> send(exchange, 404, problem("no such path")));
        server.start();
        return providers;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** What was posted to that box, oldest first. */
    List<ReceivedCall> received(String box) {
        return boxes.in(box);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private Optional<JsonNode> geoIp(String path) {
        return Optional.of(geoIp.answer(path.substring("/geoip/json/".length())));
    }

    private Optional<JsonNode> rdap(String path) {
        String[] parts = path.substring("/rdap/".length()).split("/", 2);
        String name = parts.length > 1 ? parts[1] : "";
        return switch (parts[0]) {
            case "bootstrap" -> rdap.bootstrap(name, "http://127.0.0.1:" + port() + "/rdap/");
            case "ip" -> rdap.ip(name);
            case "domain" -> rdap.domain(name);
            default -> Optional.empty();
        };
    }

    private HttpHandler provider(Service service, Lookup lookup) {
        return exchange -> {
            try (exchange) {
                switch (conducts.admit(service)) {
                    case NONE -> answer(exchange, lookup);
                    case ERROR -> send(exchange, 500, problem("made to fail"));
                    case THROTTLE -> throttle(exchange);
                    case NONSENSE -> sendText(exchange, 200, "<html>this is no JSON</html>");
                    case DROP -> {} // closing without headers resets the connection
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private static void answer(HttpExchange exchange, Lookup lookup) throws IOException {
        String path = URLDecoder.decode(exchange.getRequestURI().getRawPath(), UTF_8);
        Optional<JsonNode> found = lookup.find(path);
        if (found.isPresent()) {
            send(exchange, 200, found.get());
        } else {
            send(exchange, 404, problem("not found"));
        }
    }

    /** POST leaves a call in the box of the path's name, GET shows what lies there. */
    private void callback(HttpExchange exchange) throws IOException {
        try (exchange) {
            String box = exchange.getRequestURI().getPath().substring("/callbacks/".length());
            if (!exchange.getRequestMethod().equals("POST")) {
                send(exchange, 200, boxes.describe(box));
                return;
            }
            byte[] body = exchange.getRequestBody().readNBytes(LetterBoxes.LARGEST_BODY_BYTES + 1);
            switch (conducts.admit(Service.CALLBACKS)) {
                case NONE -> accept(exchange, box, body);
                case ERROR, NONSENSE -> send(exchange, 500, problem("made to fail"));
                case THROTTLE -> throttle(exchange);
                case DROP -> {} // closing without headers resets the connection
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(HttpExchange exchange, String box, byte[] body) throws IOException {
        if (body.length > LetterBoxes.LARGEST_BODY_BYTES) {
            send(exchange, 413, problem("at most " + LetterBoxes.LARGEST_BODY_BYTES + " bytes"));
            return;
        }
        boxes.put(box, ReceivedCall.of(exchange.getRequestHeaders(), new String(body, UTF_8)));
        exchange.sendResponseHeaders(204, -1);
    }

    private static void throttle(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Retry-After", "1");
        send(exchange, 429, problem("made to throttle"));
    }

    private void control(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<Service> service =
                    Service.named(exchange.getRequestURI().getPath().substring("/control/".length()));
            if (service.isEmpty()) {
                send(exchange, 404, problem("service must be geoip, rdap, dns, ping, tls or callbacks"));
                return;
            }
            if (exchange.getRequestMethod().equals("PUT")) {
                try {
                    conducts.set(service.get(), conduct(exchange));
                } catch (IllegalArgumentException | DateTimeParseException | JacksonException e) {
                    send(exchange, 400, problem(String.valueOf(e.getMessage())));
                    return;
                }
            }
            send(exchange, 200, describe(service.get()));
        }
    }

    private static Conduct conduct(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_CONTROL_BODY_BYTES);
        JsonNode node = MAPPER.readTree(body);
        Duration latency = Duration.parse(node.path("latency").asText("PT0S"));
        String failure = node.path("failure").asText("none").toUpperCase(Locale.ROOT);
        return new Conduct(latency, Conduct.Failure.valueOf(failure));
    }

    private JsonNode describe(Service service) {
        Conduct conduct = conducts.current(service);
        return JsonNodeFactory.instance
                .objectNode()
                .put("service", service.wireName())
                .put("latency", conduct.latency().toString())
                .put("failure", conduct.failure().name().toLowerCase(Locale.ROOT))
                .put("calls", conducts.calls(service));
    }

    private static ObjectNode problem(String title) {
        return JsonNodeFactory.instance.objectNode().put("title", title);
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        sendText(exchange, status, body.toString());
    }

    private static void sendText(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @FunctionalInterface
    private interface Lookup {
        Optional<JsonNode> find(String path);
    }
}
