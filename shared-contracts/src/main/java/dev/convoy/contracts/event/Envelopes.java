package dev.convoy.contracts.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.json.MalformedJsonException;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.format.EventDeserializationException;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventRWException;
import java.net.URI;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Writes and reads envelopes as CloudEvents 1.0 in structured JSON. Stateless. */
public final class Envelopes {

    private static final String TRACEPARENT = "traceparent";
    private static final String CORRELATION_ID = "correlationid";
    private static final String CAUSATION_ID = "causationid";
    private static final JsonFormat FORMAT = new JsonFormat();

    private Envelopes() {}

    public static String write(Envelope<?> envelope) {
        CloudEventBuilder event = CloudEventBuilder.v1()
                .withId(envelope.id())
                .withSource(URI.create(envelope.type().source()))
                .withType(envelope.type().name())
                .withSubject(envelope.subject())
                .withTime(envelope.time().atOffset(ZoneOffset.UTC))
                .withExtension(CORRELATION_ID, envelope.correlationId())
                .withExtension(CAUSATION_ID, envelope.causationId())
                .withData("application/json", Json.write(envelope.data()).getBytes(UTF_8));
        String traceparent = envelope.traceparent();
        if (traceparent != null) {
            event.withExtension(TRACEPARENT, traceparent);
        }
        return new String(FORMAT.serialize(event.build()), UTF_8);
    }

    /**
     * Reads a message from the bus; older versions come out as the current one.
     *
     * @throws UnknownMessageTypeException if this version does not know the type; park it, do not lose it
     * @throws MalformedMessageException if it is no CloudEvent or its data does not fit its type; never safe to retry
     */
    public static Envelope<?> read(String text) {
        CloudEvent event = parse(text);
        MessageType<?> type = MessageTypes.named(Upcasters.currentName(event.getType()))
                .orElseThrow(() -> new UnknownMessageTypeException(event.getId(), event.getType()));
        return envelope(event, type);
    }

    private static <T> Envelope<T> envelope(CloudEvent event, MessageType<T> type) {
        return new Envelope<>(
                event.getId(),
                type,
                required(event.getSubject(), "subject"),
                required(event.getTime(), "time").toInstant(),
                extension(event, TRACEPARENT),
                required(extension(event, CORRELATION_ID), CORRELATION_ID),
                required(extension(event, CAUSATION_ID), CAUSATION_ID),
                data(event, type));
    }

    private static <T> T data(CloudEvent event, MessageType<T> type) {
        CloudEventData data = required(event.getData(), "data");
        try {
            JsonNode json = data instanceof JsonCloudEventData parsed
                    ? parsed.getNode()
                    : Json.read(new String(data.toBytes(), UTF_8), JsonNode.class);
            return Upcasters.isOlder(event.getType())
                    ? Json.read(Upcasters.current(event.getType(), Json.read(json, ObjectNode.class)), type.payload())
                    : Json.read(json, type.payload());
        } catch (MalformedJsonException e) {
            String field = e.field().isEmpty() ? "data" : "data." + e.field();
            throw new MalformedMessageException(field, String.valueOf(e.getMessage()), e);
        }
    }

    private static CloudEvent parse(String text) {
        try {
            return FORMAT.deserialize(text.getBytes(UTF_8));
        } catch (EventDeserializationException
                | CloudEventRWException
                | IllegalArgumentException
                | IllegalStateException e) {
            throw new MalformedMessageException("envelope", "is no CloudEvent", e);
        }
    }

    private static @Nullable String extension(CloudEvent event, String name) {
        Object value = event.getExtension(name);
        return value == null ? null : value.toString();
    }

    private static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw new MalformedMessageException(field, "is missing", null);
        }
        return value;
    }
}
