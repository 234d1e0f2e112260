package dev.convoy.runtime.servicebus.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replies to management requests as messages ("AMQP request-response operations"). Stateless. */
public final class RequestReply {

    private RequestReply() {}

    public static AmqpValue.Symbol symbol(String name) {
        return new AmqpValue.Symbol(name);
    }

    /** A message with the correlation id of its request, these application properties, and the map as its value. */
    public static byte[] encode(@Nullable Object correlationId, Map<String, ?> applicationProperties, Map<?, ?> body) {
        List<@Nullable Object> properties = new ArrayList<>();
        for (int i = 0; i < Properties.Field.CORRELATION_ID.ordinal(); i++) {
            properties.add(null);
        }
        properties.add(correlationId);
        return new AmqpWriter(256)
                .descriptor(TypeCodes.PROPERTIES)
                .value(properties)
                .descriptor(TypeCodes.APPLICATION_PROPERTIES)
                .value(applicationProperties)
                .descriptor(TypeCodes.VALUE)
                .value(body)
                .toBytes();
    }
}
