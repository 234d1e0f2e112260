package dev.convoy.runtime.servicebus.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.convoy.runtime.kit.journal.JournalException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A cursor over what a {@link RecordWriter} wrote. Confined to one thread. */
final class RecordReader {

    private final byte[] bytes;
    private int position;

    RecordReader(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean hasMore() {
        return position < bytes.length;
    }

    int octet() {
        require(1);
        return bytes[position++] & 0xff;
    }

    int integer() {
        return (int) number();
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int octet = octet();
            value |= (long) (octet & 0x7f) << shift;
            if ((octet & 0x80) == 0) {
                return value;
            }
        }
        throw new JournalException("a record holds a number that does not end");
    }

    String text() {
        return new String(counted(), UTF_8);
    }

    @Nullable
    String optionalText() {
        return octet() == 0 ? null : text();
    }

    byte[] counted() {
        int length = integer();
        require(length);
        byte[] value = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return value;
    }

    private void require(int length) {
        if (length < 0 || length > bytes.length - position) {
            throw new JournalException("a record ends before its content");
        }
    }
}
