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

    /** Writes the whole message: header and annotations anew, the rest as sent. */
    public void write(Message message, AmqpWriter out) {
        writeHeader(message.header(), out);
        message.writeDeliveryAnnotations(out);
        writeAnnotations(message, out);
        message.writeBare(out);
    }

    private void writeHeader(Header header, AmqpWriter out) {
        out.descriptor(TypeCodes.HEADER);
        int mark = out.beginList(5);
        out.value(header.durable());
        out.value(header.priority() < 0 ? null : new AmqpValue.UByte(header.priority()));
        out.value(header.timeToLiveMillis() < 0 ? null : new AmqpValue.UInt(header.timeToLiveMillis()));
        out.value(header.firstAcquirer());
        out.value(new AmqpValue.UInt(deliveryCount));
        out.end(mark);
    }

    private void writeAnnotations(Message message, AmqpWriter out) {
        out.descriptor(TypeCodes.MESSAGE_ANNOTATIONS);
        int mark = out.beginMap(0);
        int count = 8;
        out.value(Annotation.SEQUENCE_NUMBER).value(sequenceNumber);
        out.value(Annotation.ENQUEUED_SEQUENCE_NUMBER).value(enqueuedSequenceNumber);
        out.value(Annotation.ENQUEUED_TIME).value(new AmqpValue.Timestamp(enqueuedAtMillis));
        out.value(Annotation.MESSAGE_STATE).value(state);
        if (lockedUntilMillis > 0) {
            out.value(Annotation.LOCKED_UNTIL).value(new AmqpValue.Timestamp(lockedUntilMillis));
            count += 2;
        }
        if (deadLetterSource != null) {
            out.value(Annotation.DEAD_LETTER_SOURCE).value(deadLetterSource);
            count += 2;
        }
        if (!message.annotations().isEmpty()) {
            message.annotations().forEach((key, value) -> out.value(key).value(value));
            count += message.annotations().size() * 2;
        }
        out.end(mark, count);
    }
}
