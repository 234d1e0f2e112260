package dev.convoy.runtime.durable.management;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request to the management API.
 *
 * @param segments the decoded parts of the path after the API's root
 * @param headers header names in lower case
 */
record Request(
        String method, List<String> segments, Map<String, String> query, Map<String, String> headers, byte[] body) {

    static Request of(String method, String path, String rawQuery, Map<String, String> headers, byte[] body) {
        List<String> segments = Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(Request::decode)
                .toList();
        return new Request(method, segments, parseQuery(rawQuery), headers, body);
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name.toLowerCase(Locale.ROOT))).filter(value -> !value.isEmpty());
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).filter(value -> !value.isEmpty());
    }

    boolean flag(String name, boolean otherwise) {
        return parameter(name).map(value -> parseFlag(name, value)).orElse(otherwise);
    }

    Optional<Instant> instant(String name) {
        return parameter(name).map(value -> parseInstant(name, value));
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static boolean parseFlag(String name, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw HttpProblem.badRequest(name + ": must be true or false, is " + value);
        };
    }

    private static Instant parseInstant(String name, String value) {
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException withoutOffset) {
            try {
                return LocalDateTime.parse(value).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                throw HttpProblem.badRequest(name + ": not a time as of ISO 8601: " + value);
            }
        }
    }

    private static Map<String, String> parseQuery(String raw) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        decode(pair.substring(0, equals)).toLowerCase(Locale.ROOT),
                        decode(pair.substring(equals + 1).replace("+", "%20")));
            }
        }
        return parameters;
    }

    private static String decode(String raw) {
        try {
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest("url: broken percent encoding in " + raw);
        }
    }
}
