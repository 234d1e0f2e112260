package dev.convoy.benchmarks.bigresult;

import dev.convoy.results.cli.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a run will write, against what the disk has. Azurite frees the space of deleted blobs only after minutes, so nothing counts as given back. */
record DiskSpace(long neededBytes) {

    private static final double MARGIN = 1.05;
    private static final long RESERVE_BYTES = 2L << 30;

    /** Chunks staged, chunks as blocks of the result, and the plain client's copies of a sample, twice. */
    static DiskSpace forRun(long sizeBytes, long sampleBytes) {
        return new DiskSpace((long) ((2 * sizeBytes + 2 * sampleBytes) * MARGIN) + RESERVE_BYTES);
    }

    /**
     * @throws IllegalArgumentException if there is not enough; says how much is missing
     */
    void check(Path folder) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < neededBytes) {
            throw new IllegalArgumentException("the run writes up to " + new ByteSize(neededBytes) + ", " + folder
                    + " has " + new ByteSize(free) + " free: " + new ByteSize(neededBytes - free) + " are missing");
        }
    }
}
