package dev.convoy.runtime.durable.management;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer of the management API: status, headers and JSON, or no body. */
record Response(
        int status, Map<String, String> headers, @Nullable JsonNode body) {

    static Response of(int status) {
        return new Response(status, Map.of(), null);
    }

    static Response of(int status, JsonNode body) {
        return new Response(status, Map.of(), body);
    }

    Response with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, Map.copyOf(more), body);
    }
}
