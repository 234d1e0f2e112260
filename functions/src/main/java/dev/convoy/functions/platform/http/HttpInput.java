package dev.convoy.functions.platform.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.HttpRequestMessage;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.json.MalformedJsonException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A request as the API sees it.
 *
 * @param headers by lower-case name
 * @param body empty if there was none
 */
public record HttpInput(Map<String, String> headers, Map<String, String> query, String body) {

    /** Larger bodies are refused. */
    public static final int LARGEST_BODY_BYTES = 1_048_576;

    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final String ANONYMOUS = "anonymous";

    public HttpInput {
        headers = headers.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue, (one, two) -> one));
        query = Map.copyOf(query);
    }

    public static HttpInput of(HttpRequestMessage<Optional<String>> request) {
        return new HttpInput(
                request.getHeaders(),
                request.getQueryParameters(),
                request.getBody().orElse(""));
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    /** The version that the caller has, out of {@code If-None-Match}. */
    public Optional<String> etag() {
        return header("if-none-match")
                .map(value -> value.replaceFirst("^W/", "").replace("\"", "").trim());
    }

    /** A query parameter that the reader turns into a value or refuses with {@link IllegalArgumentException}. */
    public <T> Optional<T> query(String name, Function<String, T> reader) {
        return Optional.ofNullable(query.get(name))
                .filter(text -> !text.isBlank())
                .map(text -> {
                    try {
                        return reader.apply(text);
                    } catch (IllegalArgumentException e) {
                        throw new ProblemException(Problem.badRequest(name, String.valueOf(e.getMessage())));
                    }
                });
    }

    /** Who calls, as the platform's authentication says; everyone is the same without it. */
    public String clientId() {
        return header("x-ms-client-principal-id").filter(id -> !id.isBlank()).orElse(ANONYMOUS);
    }

    /** The caller's trace context, if it is well-formed. */
    public Optional<String> traceparent() {
        return header("traceparent").filter(value -> TRACEPARENT.matcher(value).matches());
    }

    /**
     * The body as JSON.
     *
     * @throws ProblemException if it is too large, missing or no JSON
     */
    public JsonNode json() {
        if (body.length() > LARGEST_BODY_BYTES || body.getBytes(UTF_8).length > LARGEST_BODY_BYTES) {
            throw new ProblemException(Problem.tooLarge(LARGEST_BODY_BYTES));
        }
        if (body.isBlank()) {
            throw new ProblemException(Problem.badRequest("body", "is missing"));
        }
        try {
            return Json.read(body, JsonNode.class);
        } catch (MalformedJsonException e) {
            throw new ProblemException(Problem.badRequest("body", "is no JSON: " + e.getMessage()));
        }
    }

    /** A path part that the reader turns into an id; what cannot be one does not exist. */
    public static <T> T path(String what, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.notFound(what));
        }
    }
}
