package dev.convoy.runtime.servicebus.amqp;

import java.util.UUID;
import org.apache.qpid.protonj2.buffer.ProtonBuffer;
import org.apache.qpid.protonj2.engine.IncomingDelivery;

/** Bytes between the engine's buffers and ours; lock tokens as delivery tags. Stateless. */
final class Payloads {

    private static final int TOKEN_BYTES = 16;
    /** Places of a UUID's bytes in the byte order of a .NET Guid; its own inverse. */
    private static final int[] GUID_ORDER = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};

    private Payloads() {}

    static byte[] read(IncomingDelivery delivery) {
        ProtonBuffer payload = delivery.readAll();
        if (payload == null) {
            return new byte[0];
        }
        try (payload) {
            byte[] bytes = new byte[payload.getReadableBytes()];
            payload.readBytes(bytes, 0, bytes.length);
            return bytes;
        }
    }

    static byte[] tagOf(UUID token) {
        long high = token.getMostSignificantBits();
        long low = token.getLeastSignificantBits();
        byte[] tag = new byte[TOKEN_BYTES];
        for (int i = 0; i < TOKEN_BYTES; i++) {
            int place = GUID_ORDER[i];
            long half = place < Long.BYTES ? high : low;
            tag[i] = (byte) (half >>> (Long.SIZE - Byte.SIZE - Byte.SIZE * (place % Long.BYTES)));
        }
        return tag;
    }
}
