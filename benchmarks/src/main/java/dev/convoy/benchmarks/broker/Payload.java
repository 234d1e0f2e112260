package dev.convoy.benchmarks.broker;

import dev.convoy.runtime.servicebus.message.AmqpValue;
import dev.convoy.runtime.servicebus.message.AmqpWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** Durable messages of one size, each with a message id of its own; encoded once, with the id written over. Confined to one thread. */
final class Payload {

    private static final AtomicLong IDS = new AtomicLong();
    private static final int ID_DIGITS = 12;

    private final byte[] encoded;
    private final int idAt;

    Payload(int bodyBytes) {
        String id = "i".repeat(ID_DIGITS);
        AmqpWriter out = new AmqpWriter(bodyBytes + 64)
                .descriptor(0x70)
                .value(Arrays.asList(true))
                .descriptor(0x73)
                .value(Arrays.asList(id));
        idAt = out.size() - ID_DIGITS;
        encoded = out.descriptor(0x75)
                .value(new AmqpValue.Binary("x".repeat(bodyBytes).getBytes(StandardCharsets.US_ASCII)))
                .toBytes();
    }

    /** The next message; its array is used again for the one after. */
    byte[] next() {
        long id = IDS.incrementAndGet();
        for (int i = ID_DIGITS - 1; i >= 0; i--) {
            encoded[idAt + i] = (byte) ('0' + id % 10);
            id /= 10;
        }
        return encoded;
    }
}
