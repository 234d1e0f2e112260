package dev.convoy.runtime.cosmos.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * Writes the fields of a record: tags as one byte, numbers in zig-zag groups of seven bits, texts and bytes after their length.
 * Confined to one record.
 */
final class RecordWriter {

    private static final int SMALL = 256;

    private final ByteArrayOutputStream out;

    RecordWriter() {
        this(SMALL);
    }

    /** A record of about so many bytes. */
    RecordWriter(int bytes) {
        out = new ByteArrayOutputStream(bytes);
    }

    RecordWriter tag(int tag) {
        out.write(tag);
        return this;
    }

    RecordWriter number(long number) {
        long rest = number << 1 ^ number >> 63;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    RecordWriter text(String text) {
        return bytes(text.getBytes(UTF_8));
    }

    RecordWriter bytes(byte[] bytes) {
        number(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
