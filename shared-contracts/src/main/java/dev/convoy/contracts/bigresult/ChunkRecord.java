package dev.convoy.contracts.bigresult;

/** What is kept of a received chunk: enough to name its blocks and to check its bytes. */
public record ChunkRecord(long lengthBytes, Md5 md5) {

    /** Chunks are shorter than this, since their length is kept in 32 bits: 4 GiB. */
    public static final long LENGTH_BOUND = 1L << 32;

    public ChunkRecord {
        if (lengthBytes < 0 || lengthBytes >= LENGTH_BOUND) {
            throw new IllegalArgumentException("lengthBytes must be from 0 to " + (LENGTH_BOUND - 1));
        }
    }
}
