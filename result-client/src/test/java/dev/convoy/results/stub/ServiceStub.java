package dev.convoy.results.stub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers under {@code /api/} what it was told to, and under {@code /account/container/} as Blob Storage does, as far as the client asks. */
public final class ServiceStub implements AutoCloseable {

    private static final Pattern LATEST = Pattern.compile("<Latest>([^<]+)</Latest>");
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

    /** Blobs under a name that begins so are refused. */
    public static final String FORBIDDEN = "forbidden/";

    /** Committed blobs by name. */
    public final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    /** Answers of the API by method and path, such as {@code GET /api/results/x}. */
    public final Map<String, Answer> answers = new ConcurrentHashMap<>();
    /** So many of the next requests for blobs fail with 503. */
    public final AtomicInteger failures = new AtomicInteger();
    /** Requests that asked for content of blobs. */
    public final AtomicInteger reads = new AtomicInteger();

    private final Map<String, byte[]> blocks = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final HttpServer server;

    public ServiceStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/api/", exchange -> answering(exchange, this::api));
        server.createContext("/account/container/", exchange -> answering(exchange, this::blob));
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** The signed address of a blob. */
    public String address(String name) {
        return endpoint() + "/account/container/" + name + "?sig=x";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private Answer api(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String query = exchange.getRequestURI().getQuery();
        String key = exchange.getRequestMethod() + " "
                + exchange.getRequestURI().getPath() + (query == null ? "" : "?" + query);
        return answers.getOrDefault(key, Answer.of(404, "{\"title\": \"nothing under " + key + "\"}"));
    }

    private Answer blob(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return Answer.of(503, "");
        }
        String name = exchange.getRequestURI().getPath().substring("/account/container/".length());
        String query = exchange.getRequestURI().getRawQuery();
        if (name.startsWith(FORBIDDEN)) {
            return Answer.of(403, "").with("x-ms-error-code", "AuthorizationPermissionMismatch");
        }
        return switch (exchange.getRequestMethod()) {
            case "PUT" -> put(name, query, body, exchange.getRequestHeaders().getFirst("Content-MD5"));
            default -> get(name, exchange.getRequestHeaders().getFirst("x-ms-range"));
        };
    }

    private Answer put(String name, String query, byte[] body, String md5) {
        if (query.contains("comp=blocklist")) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            Matcher ids = LATEST.matcher(new String(body, StandardCharsets.UTF_8));
            while (ids.find()) {
                whole.writeBytes(blocks.get(name + " " + ids.group(1)));
            }
            blobs.put(name, whole.toByteArray());
        } else if (!md5(body).equals(md5)) {
            return Answer.of(400, "").with("x-ms-error-code", "Md5Mismatch");
        } else if (query.contains("comp=block")) {
            blocks.put(name + " " + parameter(query, "blockid"), body);
        } else {
            blobs.put(name, body);
        }
        return Answer.of(201, "");
    }

    private Answer get(String name, String range) {
        byte[] content = blobs.get(name);
        if (content == null) {
            return Answer.of(404, "").with("x-ms-error-code", "BlobNotFound");
        }
        reads.incrementAndGet();
        Matcher matcher = RANGE.matcher(range == null ? "bytes=0-" + (content.length - 1) : range);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("range " + range);
        }
        int from = Integer.parseInt(matcher.group(1));
        int to = (int) Math.min(Long.parseLong(matcher.group(2)) + 1, content.length);
        return new Answer(206, Arrays.copyOfRange(content, from, to), Map.of())
                .with("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + content.length)
                .with("ETag", "\"1\"")
                .with("x-ms-blob-type", "BlockBlob")
                .with("Last-Modified", "Thu, 15 Jan 2026 12:00:00 GMT");
    }

    private static String parameter(String query, String name) {
        return Arrays.stream(query.split("&"))
                .filter(part -> part.startsWith(name + "="))
                .map(part -> URLDecoder.decode(part.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }

    private static String md5(byte[] body) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(body));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void answering(HttpExchange exchange, Handler handler) {
        try (exchange) {
            Answer answer = handler.answer(exchange);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            boolean bodiless =
                    answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : answer.body().length);
            if (!bodiless) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private interface Handler {
        Answer answer(HttpExchange exchange) throws IOException;
    }

    /** One HTTP answer. */
    public record Answer(int status, byte[] body, Map<String, String> headers) {

        public static Answer of(int status, String body) {
            return new Answer(status, body.getBytes(StandardCharsets.UTF_8), Map.of());
        }

        public Answer with(String name, String value) {
            Map<String, String> more = new ConcurrentHashMap<>(headers);
            more.put(name, value);
            return new Answer(status, body, Map.copyOf(more));
        }
    }
}
