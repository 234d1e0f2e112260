package dev.convoy.functions.lookup.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.json.MalformedJsonException;
import dev.convoy.functions.lookup.worker.ProviderException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * GET of JSON from providers, redirects followed by hand so that each hop is checked like the first. Safe for use by several threads.
 */
public final class ProviderHttp {

    private static final int MOST_REDIRECTS = 3;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int THROTTLED = 429;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final Map<String, String> HEADERS = Map.of("Accept", "application/rdap+json, application/json");

    private final OutboundHttp http;

    public ProviderHttp(OutboundHttp http) {
        this.http = http;
    }

    /**
     * The JSON there, or nothing for 404.
     *
     * @param timeout of each hop
     * @throws ProviderException for any other answer, and for none in time
     */
    Optional<JsonNode> get(URI uri, Duration timeout) {
        URI next = uri;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            OutboundHttp.Answer answer = http.get(next, HEADERS, timeout);
            Optional<URI> redirect = redirect(next, answer);
            if (redirect.isEmpty()) {
                return read(answer);
            }
            next = redirect.get();
        }
        throw ProviderException.lasting("provider redirects too often");
    }

    private static Optional<JsonNode> read(OutboundHttp.Answer answer) {
        return switch (answer.status()) {
            case OK -> Optional.of(json(answer.body()));
            case NOT_FOUND -> Optional.empty();
            default -> throw refusal(answer.status());
        };
    }

    private static ProviderException refusal(int status) {
        String reason = "provider answered " + status;
        return status == THROTTLED || status >= FIRST_SERVER_ERROR
                ? ProviderException.passing(reason, null)
                : ProviderException.lasting(reason);
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode node = Json.read(new String(body, StandardCharsets.UTF_8), JsonNode.class);
            if (!node.isObject()) {
                throw ProviderException.passing("provider answered something else than a JSON object", null);
            }
            return node;
        } catch (MalformedJsonException e) {
            throw ProviderException.passing("provider answered something else than JSON", e);
        }
    }

    private static Optional<URI> redirect(URI from, OutboundHttp.Answer answer) {
        return switch (answer.status()) {
            case 301, 302, 303, 307, 308 -> answer.location().map(location -> resolved(from, location));
            default -> Optional.empty();
        };
    }

    private static URI resolved(URI from, String location) {
        try {
            return from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw ProviderException.lasting("provider redirects to something that is no address");
        }
    }
}
