package dev.convoy.runtime.servicebus.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A growing record: numbers of variable length (seven bits a byte, low first), counted bytes and text. Long byte arrays are not
 * copied but become parts of their own. Confined to one thread.
 */
final class RecordWriter {

    private static final int COPIED_BYTES = 2048;
    private static final int KEPT_BYTES = 1 << 20;

    private final List<ByteBuffer> parts = new ArrayList<>();
    private byte[] bytes = new byte[256];
    private int size;
    private int partStart;
    private long uncopiedBytes;

    RecordWriter octet(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
        return this;
    }

    RecordWriter number(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    RecordWriter text(String value) {
        return counted(value.getBytes(UTF_8));
    }

    /** Text that may be absent. */
    RecordWriter optionalText(@Nullable String value) {
        return value == null ? octet(0) : octet(1).text(value);
    }

    RecordWriter counted(byte[] value) {
        number(value.length);
        if (value.length > COPIED_BYTES) {
            endPart();
            parts.add(ByteBuffer.wrap(value));
            uncopiedBytes += value.length;
            return this;
        }
        ensure(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    long sizeBytes() {
        return size + uncopiedBytes;
    }

    /** The record's parts; sound until {@link #clear}. */
    List<ByteBuffer> parts() {
        endPart();
        return parts;
    }

    void clear() {
        parts.clear();
        size = 0;
        partStart = 0;
        uncopiedBytes = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[256];
        }
    }

    private void endPart() {
        if (size > partStart) {
            parts.add(ByteBuffer.wrap(bytes, partStart, size - partStart));
            partStart = size;
        }
    }

    private void ensure(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
