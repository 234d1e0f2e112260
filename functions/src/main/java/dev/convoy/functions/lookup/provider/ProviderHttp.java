package dev.convoy.functions.lookup.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.json.MalformedJsonException;
import dev.convoy.functions.lookup.worker.ProviderException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * GET of JSON from providers: one pooled client, bounded time and size, redirects followed by hand so that each hop is checked
 * like the first. Safe for use by several threads.
 */
public final class ProviderHttp implements AutoCloseable {

    /** Larger answers are refused. */
    static final int LARGEST_ANSWER_BYTES = 16 << 20;

    private static final int MOST_REDIRECTS = 3;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int THROTTLED = 429;
    private static final int FIRST_SERVER_ERROR = 500;

    private final HttpClient client;
    private final OriginPolicy origins;

    public ProviderHttp(Duration connectTimeout, OriginPolicy origins) {
        this.client = HttpClient.newBuilder()
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.origins = origins;
    }

    /**
     * The JSON there, or nothing for 404.
     *
     * @throws ProviderException for any other answer, and for none in time
     */
    Optional<JsonNode> get(URI uri, Duration timeout) {
        URI next = uri;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            origins.require(next);
            HttpResponse<InputStream> response = send(next, timeout);
            Optional<URI> redirect = redirect(next, response);
            if (redirect.isEmpty()) {
                return answer(response);
            }
            discard(response);
            next = redirect.get();
        }
        throw ProviderException.lasting("provider redirects too often");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpResponse<InputStream> send(URI uri, Duration timeout) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("Accept", "application/rdap+json, application/json")
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw ProviderException.passing("provider does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProviderException.passing("interrupted", e);
        }
    }

    private static Optional<JsonNode> answer(HttpResponse<InputStream> response) {
        int status = response.statusCode();
        if (status == OK) {
            return Optional.of(json(response));
        }
        discard(response);
        if (status == NOT_FOUND) {
            return Optional.empty();
        }
        String reason = "provider answered " + status;
        throw status == THROTTLED || status >= FIRST_SERVER_ERROR
                ? ProviderException.passing(reason, null)
                : ProviderException.lasting(reason);
    }

    private static JsonNode json(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(LARGEST_ANSWER_BYTES + 1);
            if (bytes.length > LARGEST_ANSWER_BYTES) {
                throw ProviderException.lasting("provider answered more than " + LARGEST_ANSWER_BYTES + " bytes");
            }
            JsonNode node = Json.read(new String(bytes, StandardCharsets.UTF_8), JsonNode.class);
            if (!node.isObject()) {
                throw ProviderException.passing("provider answered something else than a JSON object", null);
            }
            return node;
        } catch (MalformedJsonException e) {
            throw ProviderException.passing("provider answered something else than JSON", e);
        } catch (IOException e) {
            throw ProviderException.passing("provider broke off its answer", e);
        }
    }

    private static Optional<URI> redirect(URI from, HttpResponse<InputStream> response) {
        return switch (response.statusCode()) {
            case 301, 302, 303, 307, 308 ->
                response.headers().firstValue("Location").map(from::resolve);
            default -> Optional.empty();
        };
    }

    private static void discard(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException e) {
            throw ProviderException.passing("provider broke off its answer", e);
        }
    }
}
