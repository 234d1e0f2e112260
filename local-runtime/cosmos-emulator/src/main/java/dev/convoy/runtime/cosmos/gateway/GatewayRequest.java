package dev.convoy.runtime.cosmos.gateway;

import dev.convoy.runtime.cosmos.documents.Preconditions;
import dev.convoy.runtime.cosmos.documents.Refusal;
import dev.convoy.runtime.cosmos.documents.RefusedException;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request, whole.
 *
 * @param path decoded segments, without empty ones
 * @param now when it came
 */
record GatewayRequest(String method, List<String> path, HttpHeaders headers, byte[] body, Instant now) {

    GatewayRequest {
        path = List.copyOf(path);
    }

    static List<String> segments(String uri) {
        int query = uri.indexOf('?');
        int length = query < 0 ? uri.length() : query;
        List<String> segments = new ArrayList<>(6);
        for (int from = 0; from < length; ) {
            int slash = uri.indexOf('/', from);
            int to = slash < 0 || slash > length ? length : slash;
            if (to > from) {
                segments.add(decoded(uri.substring(from, to)));
            }
            from = to + 1;
        }
        return segments;
    }

    private static String decoded(String segment) {
        return segment.indexOf('%') < 0
                ? segment
                : URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Nullable
    String header(CharSequence name) {
        String value = headers.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    boolean isSet(CharSequence name) {
        return "true".equalsIgnoreCase(headers.get(name));
    }

    Preconditions preconditions() {
        String match = header(Headers.IF_MATCH);
        String noneMatch = header(Headers.IF_NONE_MATCH);
        return match == null && noneMatch == null ? Preconditions.NONE : new Preconditions(match, noneMatch);
    }

    boolean wantsBody() {
        String prefer = headers.get(Headers.PREFER);
        return prefer == null || !prefer.contains("return=minimal");
    }

    /** The page size asked for, or the given one where the client leaves it to the service. */
    int maxItems(int otherwise) {
        String value = header(Headers.MAX_ITEM_COUNT);
        if (value == null) {
            return otherwise;
        }
        try {
            int count = Integer.parseInt(value);
            if (count == -1) {
                return otherwise;
            }
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException notANumber) {
            throw refused(Headers.MAX_ITEM_COUNT, value);
        }
        throw refused(Headers.MAX_ITEM_COUNT, value);
    }

    /** The partition range the client addresses: the part after the comma if the container is named too. */
    Optional<Integer> rangeIndex() {
        String value = header(Headers.PARTITION_KEY_RANGE);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Integer.parseInt(value.substring(value.indexOf(',') + 1)));
        } catch (NumberFormatException notANumber) {
            throw refused(Headers.PARTITION_KEY_RANGE, value);
        }
    }

    private static RefusedException refused(CharSequence header, String value) {
        return new RefusedException(Refusal.badRequest("Invalid value in header " + header + ": " + value));
    }
}
