package dev.convoy.runtime.cosmos.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the fields of a record: tags as one byte, numbers in zig-zag groups of seven bits, texts and bytes after their length.
 * Confined to one record.
 */
final class RecordWriter {

    private static final int FIRST_BYTES = 256;
    private static final int LONGEST_NUMBER = 10;

    private final List<ByteBuffer> parts = new ArrayList<>(3);
    private byte[] small = new byte[FIRST_BYTES];
    private int used;
    private int cut;

    RecordWriter tag(int tag) {
        makeRoom(1);
        small[used++] = (byte) tag;
        return this;
    }

    RecordWriter number(long number) {
        makeRoom(LONGEST_NUMBER);
        long rest = number << 1 ^ number >> 63;
        while ((rest & ~0x7FL) != 0) {
            small[used++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        small[used++] = (byte) rest;
        return this;
    }

    RecordWriter text(String text) {
        return bytes(text.getBytes(UTF_8));
    }

    RecordWriter bytes(byte[] bytes) {
        number(bytes.length);
        makeRoom(bytes.length);
        System.arraycopy(bytes, 0, small, used, bytes.length);
        used += bytes.length;
        return this;
    }

    /** As {@link #bytes}, without a copy: nobody may change them until the record is written. */
    RecordWriter shared(byte[] bytes) {
        number(bytes.length);
        endPart();
        parts.add(ByteBuffer.wrap(bytes));
        return this;
    }

    /** The record, one part after another. */
    List<ByteBuffer> parts() {
        endPart();
        return parts;
    }

    private void endPart() {
        if (used > cut) {
            parts.add(ByteBuffer.wrap(small, cut, used - cut));
            cut = used;
        }
    }

    /** What was cut off stays in the array it is in. */
    private void makeRoom(int bytes) {
        if (small.length - used < bytes) {
            small = Arrays.copyOf(small, Math.max(2 * small.length, used + bytes));
        }
    }
}
