package dev.convoy.benchmarks.bigresult;

import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes that no compression shrinks and no disk has to hold: the same for the same seed, made faster than they are hashed. */
final class PseudoRandomStream extends InputStream {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final byte[] spare = new byte[Long.BYTES];
    private long state;
    private int spareLeft;

    PseudoRandomStream(long seed) {
        state = (seed + 1) * GOLDEN | 1;
    }

    @Override
    public int read() {
        if (spareLeft == 0) {
            LONGS.set(spare, 0, next());
            spareLeft = Long.BYTES;
        }
        return spare[Long.BYTES - spareLeft--] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (spareLeft > 0 && at < end) {
            target[at++] = (byte) read();
        }
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            LONGS.set(target, at, next());
        }
        while (at < end) {
            target[at++] = (byte) read();
        }
        return length;
    }

    /** Xorshift64 (Marsaglia 2003). */
    private long next() {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        return state;
    }
}
