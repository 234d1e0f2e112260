package dev.convoy.contracts.event;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message with what is said about it.
 *
 * @param id unique per message, the same in every redelivery; Service Bus message id
 * @param subject what the message is about: the order, lookup or transaction id
 * @param traceparent W3C trace context of what caused it, if known
 * @param correlationId the same for everything that one request set off
 * @param causationId id of the message that caused this one; the correlation id for the first
 */
public record Envelope<T>(
        String id,
        MessageType<T> type,
        String subject,
        Instant time,
        @Nullable String traceparent,
        String correlationId,
        String causationId,
        T data) {

    public Envelope {
        requireText(id, "id");
        requireText(subject, "subject");
        requireText(correlationId, "correlationid");
        requireText(causationId, "causationid");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(data, "data");
    }

    /** The data, if the message is of that type. */
    public <U> Optional<U> dataAs(MessageType<U> wanted) {
        return type.equals(wanted) ? Optional.of(wanted.payload().cast(data)) : Optional.empty();
    }

    /** A message about the same subject that this one caused; its id is given so that causing it twice is one message. */
    public <U> Envelope<U> causes(String followUpId, MessageType<U> followUpType, Instant at, U followUp) {
        return new Envelope<>(followUpId, followUpType, subject, at, traceparent, correlationId, id, followUp);
    }

    private static void requireText(String value, String field) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + " must not be blank");
        }
    }
}
