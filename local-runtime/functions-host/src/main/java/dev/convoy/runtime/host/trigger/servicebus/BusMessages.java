package dev.convoy.runtime.host.trigger.servicebus;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.google.protobuf.ByteString;
import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.invoke.Invocation;
import dev.convoy.runtime.host.invoke.TraceParent;
import dev.convoy.runtime.host.invoke.Values;
import dev.convoy.runtime.host.rpc.CollectionBytes;
import dev.convoy.runtime.host.rpc.CollectionString;
import dev.convoy.runtime.host.rpc.TypedData;
import dev.convoy.runtime.host.trigger.TriggerMetadata;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Messages as invocations: the body as text or bytes, the properties as metadata under the names the platform's extension gives them. */
final class BusMessages {

    private static final Map<String, Function<ServiceBusReceivedMessage, @Nullable Object>> PROPERTIES = properties();

    private BusMessages() {}

    static Invocation single(FunctionDefinition function, ServiceBusReceivedMessage message, Clock clock) {
        boolean binary = function.trigger().isBinary();
        TypedData body = binary
                ? Values.bytes(message.getBody().toBytes())
                : Values.text(message.getBody().toString());
        TriggerMetadata metadata = new TriggerMetadata().withSystem(function.name(), clock);
        PROPERTIES.forEach((name, property) -> metadata.with(name, property.apply(message)));
        if (!binary) {
            metadata.withMembersOf(body.getString());
        }
        return Invocation.of(function, body, metadata.values()).within(trace(message));
    }

    static Invocation batch(FunctionDefinition function, List<ServiceBusReceivedMessage> messages, Clock clock) {
        TypedData bodies = function.trigger().isBinary()
                ? TypedData.newBuilder()
                        .setCollectionBytes(CollectionBytes.newBuilder().addAllBytes(bytes(messages)))
                        .build()
                : TypedData.newBuilder()
                        .setCollectionString(CollectionString.newBuilder().addAllString(texts(messages)))
                        .build();
        TriggerMetadata metadata = new TriggerMetadata().withSystem(function.name(), clock);
        PROPERTIES.forEach((name, property) ->
                metadata.with(name + "Array", messages.stream().map(property).toList()));
        return Invocation.of(function, bodies, metadata.values()).within(trace(messages.getFirst()));
    }

    private static List<ByteString> bytes(List<ServiceBusReceivedMessage> messages) {
        return messages.stream()
                .map(message -> ByteString.copyFrom(message.getBody().toBytes()))
                .toList();
    }

    private static List<String> texts(List<ServiceBusReceivedMessage> messages) {
        return messages.stream().map(message -> message.getBody().toString()).toList();
    }

    private static TraceParent trace(ServiceBusReceivedMessage message) {
        Map<String, Object> properties = message.getApplicationProperties();
        Object parent = properties.getOrDefault("traceparent", properties.get("Diagnostic-Id"));
        return TraceParent.below(
                Optional.ofNullable(parent).map(Object::toString),
                Optional.ofNullable(properties.get("tracestate")).map(Object::toString));
    }

    private static Map<String, Function<ServiceBusReceivedMessage, @Nullable Object>> properties() {
        Map<String, Function<ServiceBusReceivedMessage, @Nullable Object>> names = new LinkedHashMap<>();
        names.put("MessageId", ServiceBusReceivedMessage::getMessageId);
        names.put("CorrelationId", ServiceBusReceivedMessage::getCorrelationId);
        names.put("SessionId", ServiceBusReceivedMessage::getSessionId);
        names.put("Subject", ServiceBusReceivedMessage::getSubject);
        names.put("Label", ServiceBusReceivedMessage::getSubject);
        names.put("ContentType", ServiceBusReceivedMessage::getContentType);
        names.put("ReplyTo", ServiceBusReceivedMessage::getReplyTo);
        names.put("ReplyToSessionId", ServiceBusReceivedMessage::getReplyToSessionId);
        names.put("To", ServiceBusReceivedMessage::getTo);
        names.put("PartitionKey", ServiceBusReceivedMessage::getPartitionKey);
        names.put("LockToken", ServiceBusReceivedMessage::getLockToken);
        names.put("SequenceNumber", ServiceBusReceivedMessage::getSequenceNumber);
        names.put("EnqueuedSequenceNumber", ServiceBusReceivedMessage::getEnqueuedSequenceNumber);
        // The platform counts deliveries from one, the wire from zero.
        names.put("DeliveryCount", message -> (int) message.getDeliveryCount() + 1);
        names.put("DeadLetterSource", ServiceBusReceivedMessage::getDeadLetterSource);
        names.put("DeadLetterReason", ServiceBusReceivedMessage::getDeadLetterReason);
        names.put("DeadLetterErrorDescription", ServiceBusReceivedMessage::getDeadLetterErrorDescription);
        names.put("EnqueuedTimeUtc", message -> time(message.getEnqueuedTime()));
        names.put("ExpiresAtUtc", message -> time(message.getExpiresAt()));
        names.put("ApplicationProperties", BusMessages::applicationProperties);
        names.put("UserProperties", BusMessages::applicationProperties);
        return names;
    }

    private static Map<String, Object> applicationProperties(ServiceBusReceivedMessage message) {
        return message.getApplicationProperties().entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> plain(entry.getValue())));
    }

    private static Object plain(Object value) {
        return value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    /** A time is no text, so that it reaches the function as JSON, quotes included. */
    private static @Nullable Object time(@Nullable OffsetDateTime time) {
        return time == null ? null : new JsonText(time.toInstant().toString());
    }

    /** Text that Jackson writes as a JSON string while it does not count as a plain text. */
    record JsonText(
            @com.fasterxml.jackson.annotation.JsonValue String text) {}
}
