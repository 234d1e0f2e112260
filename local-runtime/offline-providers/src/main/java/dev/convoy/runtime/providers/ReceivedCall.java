package dev.convoy.runtime.providers;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A call that came for somebody who wants to be called back.
 *
 * @param headers by name in lower case, the first value of each
 */
public record ReceivedCall(Map<String, String> headers, String body) {

    public ReceivedCall {
        headers = Map.copyOf(headers);
    }

    /** The header's value; empty if it was not sent. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    static ReceivedCall of(Map<String, java.util.List<String>> headers, String body) {
        Map<String, String> first = new TreeMap<>();
        headers.forEach((name, values) -> first.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return new ReceivedCall(first, body);
    }
}
