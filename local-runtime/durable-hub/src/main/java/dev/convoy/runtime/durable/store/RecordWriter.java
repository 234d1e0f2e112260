package dev.convoy.runtime.durable.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A growing buffer of one record's fields: variable-length integers, text with its length, presence flags. Confined to one thread. */
final class RecordWriter {

    private byte[] buffer = new byte[512];
    private int size;

    void clear() {
        size = 0;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    void putByte(int value) {
        reserve(1);
        buffer[size++] = (byte) value;
    }

    void putBoolean(boolean value) {
        putByte(value ? 1 : 0);
    }

    /** Small non-negative numbers take one byte, any other up to ten. */
    void putLong(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer[size++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
    }

    void putInt(int value) {
        putLong((long) value << 1 ^ value >> 31);
    }

    void putInstant(Instant value) {
        putLong(value.getEpochSecond());
        putLong(value.getNano());
    }

    void putOptionalInstant(@Nullable Instant value) {
        putBoolean(value != null);
        if (value != null) {
            putInstant(value);
        }
    }

    void putText(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        putLong(bytes.length);
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    void putOptionalText(@Nullable String value) {
        putBoolean(value != null);
        if (value != null) {
            putText(value);
        }
    }

    private void reserve(int bytes) {
        if (size + bytes > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + bytes));
        }
    }
}
