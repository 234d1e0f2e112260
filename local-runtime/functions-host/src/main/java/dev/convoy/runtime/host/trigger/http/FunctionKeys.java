package dev.convoy.runtime.host.trigger.http;

import dev.convoy.runtime.host.discovery.FunctionDefinition;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The keys of an app: the host key opens functions of level {@code function}, the master key opens everything. Shown in the header
 * {@code x-functions-key} or the query parameter {@code code}.
 */
public record FunctionKeys(String hostKey, String masterKey) {

    public FunctionKeys {
        if (hostKey.isBlank() || masterKey.isBlank()) {
            throw new IllegalArgumentException("function keys must not be blank");
        }
    }

    boolean open(FunctionDefinition function, FullHttpRequest request) {
        String level = function.trigger().fields().text("authLevel").orElse("function");
        return switch (level.toLowerCase(Locale.ROOT)) {
            case "anonymous" -> true;
            case "admin" -> isMaster(request);
            default -> shown(request).filter(key -> same(key, hostKey)).isPresent() || isMaster(request);
        };
    }

    boolean isMaster(FullHttpRequest request) {
        return shown(request).filter(key -> same(key, masterKey)).isPresent();
    }

    private static Optional<String> shown(FullHttpRequest request) {
        return Optional.ofNullable(request.headers().get("x-functions-key"))
                .or(() -> new QueryStringDecoder(request.uri())
                        .parameters().getOrDefault("code", List.of()).stream().findFirst());
    }

    private static boolean same(String shown, String held) {
        return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), held.getBytes(StandardCharsets.UTF_8));
    }
}
