package dev.convoy.benchmarks.report;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Durations that were measured, every one kept: runs are short and percentiles exact. */
public final class Samples {

    private final long[] sortedNanos;

    public Samples(List<Duration> durations) {
        sortedNanos = durations.stream().mapToLong(Duration::toNanos).sorted().toArray();
    }

    /** The smallest duration that so many percent do not exceed, in milliseconds; not a number without samples. */
    public double percentileMillis(double percent) {
        if (sortedNanos.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / 100 * sortedNanos.length);
        return sortedNanos[Math.max(0, rank - 1)] / 1e6;
    }

    @Override
    public String toString() {
        return Arrays.toString(sortedNanos);
    }
}
