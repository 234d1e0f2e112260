package dev.convoy.runtime.servicebus.message;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names of the message annotations that mean something to Service Bus (AMQP protocol guide, "Message annotations"). */
public final class Annotation {

    public static final AmqpValue.Symbol SEQUENCE_NUMBER = new AmqpValue.Symbol("x-opt-sequence-number");
    public static final AmqpValue.Symbol ENQUEUED_SEQUENCE_NUMBER =
            new AmqpValue.Symbol("x-opt-enqueue-sequence-number");
    public static final AmqpValue.Symbol ENQUEUED_TIME = new AmqpValue.Symbol("x-opt-enqueued-time");
    public static final AmqpValue.Symbol LOCKED_UNTIL = new AmqpValue.Symbol("x-opt-locked-until");
    public static final AmqpValue.Symbol SCHEDULED_ENQUEUE_TIME = new AmqpValue.Symbol("x-opt-scheduled-enqueue-time");
    public static final AmqpValue.Symbol MESSAGE_STATE = new AmqpValue.Symbol("x-opt-message-state");
    public static final AmqpValue.Symbol DEAD_LETTER_SOURCE = new AmqpValue.Symbol("x-opt-deadletter-source");
    public static final AmqpValue.Symbol PARTITION_KEY = new AmqpValue.Symbol("x-opt-partition-key");
    public static final AmqpValue.Symbol VIA_PARTITION_KEY = new AmqpValue.Symbol("x-opt-via-partition-key");

    /** Those the broker sets; a sender's own values for them count for nothing. */
    static final Set<AmqpValue.Symbol> BROKER_SET = Set.of(
            SEQUENCE_NUMBER, ENQUEUED_SEQUENCE_NUMBER, ENQUEUED_TIME, LOCKED_UNTIL, MESSAGE_STATE, DEAD_LETTER_SOURCE);

    private Annotation() {}

    static @Nullable Long timeOf(Map<Object, @Nullable Object> annotations, AmqpValue.Symbol key) {
        return switch (annotations.get(key)) {
            case AmqpValue.Timestamp time -> time.epochMillis();
            case Long millis -> millis;
            case null, default -> null;
        };
    }
}
