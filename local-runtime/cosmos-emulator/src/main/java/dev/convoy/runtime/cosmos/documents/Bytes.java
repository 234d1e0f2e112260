package dev.convoy.runtime.cosmos.documents;

import java.util.Arrays;

/** Bytes that nobody changes once they are in here. */
public final class Bytes {

    private final byte[] value;

    /** Takes the array over. */
    public Bytes(byte[] value) {
        this.value = value;
    }

    /** The array itself: read it, do not write it. */
    public byte[] array() {
        return value;
    }

    public int length() {
        return value.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return value.length + " bytes";
    }
}
