package dev.convoy.runtime.servicebus.message;

import org.jspecify.annotations.Nullable;

/**
 * What the broker adds to a message when it hands it out.
 *
 * @param state 0 active, 1 deferred, 2 scheduled
 * @param lockedUntilMillis 0 when no lock goes with it
 * @param deliveryCount how often it was delivered before
 */
public record DeliveryStamp(
        long sequenceNumber,
        long enqueuedSequenceNumber,
        long enqueuedAtMillis,
        long lockedUntilMillis,
        int state,
        int deliveryCount,
        @Nullable String deadLetterSource) {

    private static final byte[] SEQUENCE_NUMBER = encoded(Annotation.SEQUENCE_NUMBER);
    private static final byte[] ENQUEUED_SEQUENCE_NUMBER = encoded(Annotation.ENQUEUED_SEQUENCE_NUMBER);
    private static final byte[] ENQUEUED_TIME = encoded(Annotation.ENQUEUED_TIME);
    private static final byte[] MESSAGE_STATE = encoded(Annotation.MESSAGE_STATE);
    private static final byte[] LOCKED_UNTIL = encoded(Annotation.LOCKED_UNTIL);
    private static final byte[] DEAD_LETTER_SOURCE = encoded(Annotation.DEAD_LETTER_SOURCE);

    /** Writes the whole message: header and annotations anew, the rest as sent. */
    public void write(Message message, AmqpWriter out) {
        writeHead(message, out);
        message.writeBare(out);
    }

    /** Writes what comes before {@link Message#bareStart}. */
    public void writeHead(Message message, AmqpWriter out) {
        writeHeader(message.header(), out);
        message.writeDeliveryAnnotations(out);
        writeAnnotations(message, out);
    }

    private void writeHeader(Header header, AmqpWriter out) {
        out.descriptor(TypeCodes.HEADER);
        int mark = out.beginList(5);
        out.bool(header.durable());
        if (header.priority() < 0) {
            out.nothing();
        } else {
            out.ubyte(header.priority());
        }
        if (header.timeToLiveMillis() < 0) {
            out.nothing();
        } else {
            out.uint(header.timeToLiveMillis());
        }
        out.bool(header.firstAcquirer());
        out.uint(deliveryCount);
        out.end(mark);
    }

    private void writeAnnotations(Message message, AmqpWriter out) {
        out.descriptor(TypeCodes.MESSAGE_ANNOTATIONS);
        int mark = out.beginMap(0);
        int count = 8;
        key(out, SEQUENCE_NUMBER).int64Value(sequenceNumber);
        key(out, ENQUEUED_SEQUENCE_NUMBER).int64Value(enqueuedSequenceNumber);
        key(out, ENQUEUED_TIME).timestamp(enqueuedAtMillis);
        key(out, MESSAGE_STATE).int32Value(state);
        if (lockedUntilMillis > 0) {
            key(out, LOCKED_UNTIL).timestamp(lockedUntilMillis);
            count += 2;
        }
        if (deadLetterSource != null) {
            key(out, DEAD_LETTER_SOURCE).value(deadLetterSource);
            count += 2;
        }
        if (!message.annotations().isEmpty()) {
            message.annotations().forEach((key, value) -> out.value(key).value(value));
            count += message.annotations().size() * 2;
        }
        out.end(mark, count);
    }

    private static AmqpWriter key(AmqpWriter out, byte[] encoded) {
        return out.raw(encoded, 0, encoded.length);
    }

    private static byte[] encoded(AmqpValue.Symbol symbol) {
        return new AmqpWriter(64).value(symbol).toBytes();
    }
}
