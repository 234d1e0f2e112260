package dev.convoy.functions.platform.http;

import dev.convoy.contracts.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer of the API, before a host sends it. */
public record HttpAnswer(int status, Map<String, String> headers, String body) {

    public static final int OK = 200;
    public static final int ACCEPTED = 202;
    public static final int NOT_MODIFIED = 304;

    private static final String JSON = "application/json";

    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    /** A JSON document. */
    public static HttpAnswer json(int status, Object body) {
        return new HttpAnswer(status, Map.of("Content-Type", JSON), Json.write(body));
    }

    /** No body. */
    public static HttpAnswer empty(int status) {
        return new HttpAnswer(status, Map.of(), "");
    }

    static HttpAnswer problem(Problem problem) {
        return new HttpAnswer(
                problem.status(), Map.of("Content-Type", "application/problem+json"), Json.write(problem));
    }

    public HttpAnswer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpAnswer(status, more, body);
    }
}
