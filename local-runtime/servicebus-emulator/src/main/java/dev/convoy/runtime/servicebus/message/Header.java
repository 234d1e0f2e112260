package dev.convoy.runtime.servicebus.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sender asks for in a message's header (AMQP 1.0 §3.2.1); the delivery count is the broker's and is not in it.
 *
 * @param priority 0 to 255, or -1 for none given
 * @param timeToLiveMillis or -1 for none given
 */
public record Header(boolean durable, int priority, long timeToLiveMillis, boolean firstAcquirer) {

    /** What holds when no header was sent. */
    public static final Header DEFAULT = new Header(false, -1, -1, false);

    static Header of(List<@Nullable Object> fields) {
        Header header = new Header(
                isTrue(fields, 0),
                field(fields, 1) instanceof AmqpValue.UByte priority ? priority.value() : -1,
                field(fields, 2) instanceof AmqpValue.UInt ttl ? ttl.value() : -1,
                isTrue(fields, 3));
        return header.equals(DEFAULT) ? DEFAULT : header;
    }

    private static boolean isTrue(List<@Nullable Object> fields, int index) {
        return Boolean.TRUE.equals(field(fields, index));
    }

    static @Nullable Object field(List<@Nullable Object> fields, int index) {
        return index < fields.size() ? fields.get(index) : null;
    }
}
