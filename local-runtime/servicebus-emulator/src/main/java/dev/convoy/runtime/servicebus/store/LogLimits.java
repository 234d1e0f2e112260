package dev.convoy.runtime.servicebus.store;

/**
 * How long the log may grow before a snapshot shortens it: up to the minimum in any case, then up to a multiple of the state it stands
 * for. What is written twice is at most one part in {@code ratio}, and a restart reads at most {@code ratio} times what is there.
 */
public record LogLimits(long minBytes, long minChanges, int ratio) {

    /** Some hundred thousand messages of a kilobyte are back in a second or two. */
    public static LogLimits defaults() {
        return new LogLimits(256L << 20, 1_500_000, 4);
    }

    boolean areReached(long logBytes, long changes) {
        return logBytes > minBytes || changes > minChanges;
    }

    boolean areReached(long logBytes, long changes, long stateBytes, long messages) {
        return logBytes > Math.max(minBytes, ratio * stateBytes) || changes > Math.max(minChanges, ratio * messages);
    }
}
