package dev.convoy.runtime.durable.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RecordWriter} wrote, field by field. Confined to one thread. */
final class RecordReader {

    private final byte[] bytes;
    private int position;

    RecordReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int takeByte() {
        return bytes[position++];
    }

    boolean takeBoolean() {
        return takeByte() != 0;
    }

    long takeLong() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[position++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    int takeInt() {
        int value = (int) takeLong();
        return value >>> 1 ^ -(value & 1);
    }

    Instant takeInstant() {
        return Instant.ofEpochSecond(takeLong(), takeLong());
    }

    @Nullable
    Instant takeOptionalInstant() {
        return takeBoolean() ? takeInstant() : null;
    }

    String takeText() {
        int length = (int) takeLong();
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    @Nullable
    String takeOptionalText() {
        return takeBoolean() ? takeText() : null;
    }
}
