package dev.convoy.runtime.servicebus.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A growing record: numbers of variable length (seven bits a byte, low first), counted bytes and text. Confined to one thread. */
final class RecordWriter {

    private byte[] bytes = new byte[256];
    private int size;

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
        ensure(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    byte[] take() {
        byte[] record = Arrays.copyOf(bytes, size);
        size = 0;
        if (bytes.length > 1 << 20) {
            bytes = new byte[256];
        }
        return record;
    }

    private void ensure(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
