package dev.convoy.runtime.cosmos.documents;

/** The part of the hashed key space that a partition owns: from {@code min} to just below {@code max}. */
public record PartitionRange(int index, String min, String max) {

    /** The range's id on the wire. */
    public String id() {
        return Integer.toString(index);
    }

    /** Whether a place in the key space belongs to this range. */
    public boolean contains(String effectivePartitionKey) {
        return effectivePartitionKey.compareTo(min) >= 0 && effectivePartitionKey.compareTo(max) < 0;
    }

    /** Whether some of [from, to) lies in this range. */
    public boolean overlaps(String from, String to) {
        return from.compareTo(max) < 0 && min.compareTo(to) < 0;
    }
}
