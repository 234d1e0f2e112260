package dev.convoy.runtime.host.trigger.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The task hub's management API under the app's own address. Addresses in its answers that point to the hub are turned to point here, so
 * that clients only ever see the app.
 */
final class TaskHubProxy implements Endpoint {

    static final String PREFIX = "/runtime/webhooks/durabletask";

    private static final Duration LIMIT = Duration.ofSeconds(100);
    private static final Set<String> OWN_HEADERS = Set.of(
            "host",
            "connection",
            "content-length",
            "transfer-encoding",
            "upgrade",
            "expect",
            "keep-alive",
            ":status",
            "date");

    private final HttpClient client;
    private final URI hub;
    private final String publicAuthority;

    TaskHubProxy(HttpClient client, URI hub, String publicAuthority) {
        this.client = client;
        this.hub = hub;
        this.publicAuthority = publicAuthority;
    }

    @Override
    public Optional<CompletableFuture<FullHttpResponse>> answer(FullHttpRequest request, String path) {
        if (!path.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
            return Optional.empty();
        }
        String authority = request.headers().get(HttpHeaderNames.HOST, publicAuthority);
        HttpRequest forwarded = forwarded(request, authority);
        return Optional.of(client.sendAsync(forwarded, HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(answer -> answered(answer, authority))
                .exceptionally(failure -> Problem.of(
                        HttpResponseStatus.BAD_GATEWAY, "the task hub does not answer: " + failure.getMessage())));
    }

    private HttpRequest forwarded(FullHttpRequest request, String authority) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(origin() + request.uri()))
                .timeout(LIMIT)
                .method(
                        request.method().name(),
                        HttpRequest.BodyPublishers.ofByteArray(ByteBufUtil.getBytes(request.content())))
                .setHeader("X-Forwarded-Host", authority)
                .setHeader("X-Forwarded-Proto", "http");
        for (Map.Entry<String, String> header : request.headers()) {
            if (!OWN_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                builder.header(header.getKey(), header.getValue());
            }
        }
        return builder.build();
    }

    private FullHttpResponse answered(HttpResponse<byte[]> answer, String authority) {
        boolean text = answer.headers().firstValue("content-type").orElse("").contains("json");
        byte[] body = text ? readdressed(answer.body(), authority) : answer.body();
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.statusCode()), Unpooled.wrappedBuffer(body));
        answer.headers().map().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> response.headers().add(name, readdressed(value, authority)));
            }
        });
        return response;
    }

    private byte[] readdressed(byte[] body, String authority) {
        return readdressed(new String(body, StandardCharsets.UTF_8), authority).getBytes(StandardCharsets.UTF_8);
    }

    private String readdressed(String text, String authority) {
        return text.replace(origin(), "http://" + authority);
    }

    private String origin() {
        return hub.getScheme() + "://" + hub.getAuthority();
    }
}
