package dev.convoy.runtime.servicebus.amqp;

import dev.convoy.runtime.servicebus.broker.Refusal;
import dev.convoy.runtime.servicebus.message.RequestReply;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a management request: an HTTP-like status and a body.
 *
 * @param error the error condition's name when it is one
 */
record Response(int status, String description, @Nullable String error, Map<String, ?> body) {

    static Response ok(Map<String, ?> body) {
        return new Response(200, "OK", null, body);
    }

    static Response accepted() {
        return new Response(202, "Accepted", null, Map.of());
    }

    static Response noContent() {
        return new Response(204, "NoContent", null, Map.of());
    }

    static Response refused(Refusal refusal) {
        return new Response(
                WireErrors.status(refusal.reason()), refusal.text(), WireErrors.name(refusal.reason()), Map.of());
    }

    byte[] encode(@Nullable Object requestId) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("statusCode", status);
        properties.put("statusDescription", description);
        if (error != null) {
            properties.put("errorCondition", RequestReply.symbol(error));
        }
        return RequestReply.encode(requestId, properties, body);
    }
}
