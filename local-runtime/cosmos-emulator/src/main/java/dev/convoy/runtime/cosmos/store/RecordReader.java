package dev.convoy.runtime.cosmos.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Reads the fields that {@link RecordWriter} wrote. The journal's checksum has vouched for the bytes. Confined to one record. */
final class RecordReader {

    private final byte[] record;
    private int position;

    RecordReader(byte[] record) {
        this.record = record;
    }

    int tag() {
        return record[position++];
    }

    long number() {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = record[position++];
            value |= (next & 0x7FL) << shift;
            shift += 7;
        } while (next < 0);
        return value >>> 1 ^ -(value & 1);
    }

    int integer() {
        return Math.toIntExact(number());
    }

    String text() {
        int length = integer();
        position += length;
        return new String(record, position - length, length, UTF_8);
    }

    byte[] bytes() {
        int length = integer();
        position += length;
        return Arrays.copyOfRange(record, position - length, position);
    }
}
