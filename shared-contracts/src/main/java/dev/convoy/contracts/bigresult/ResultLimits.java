package dev.convoy.contracts.bigresult;

/** Bounds that hold whatever is configured. */
public final class ResultLimits {

    /** Series per transaction. */
    public static final int MOST_SERIES = 256;
    /** Chunks per series. */
    public static final long MOST_CHUNKS = 10_000_000;
    /** A block is never larger than the service takes: 4,000 MiB. */
    public static final long MOST_BLOCK_BYTES = 4_000L << 20;
    /** Blocks per block blob. */
    public static final int MOST_BLOCKS = 50_000;

    private ResultLimits() {}
}
