package dev.convoy.benchmarks.durable;

import java.time.Duration;
import java.util.Locale;

/**
 * What one scenario came to.
 *
 * @param steps completed activities per workflow
 */
record Measured(String scenario, int workflows, int steps, Duration elapsed, Latency stepLatency) {

    double perSecond() {
        return workflows / (elapsed.toNanos() / 1e9);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-52s %8d workflows %8.2f s %10.0f workflows/s   one alone: p50 %s, p99 %s per step",
                scenario,
                workflows,
                elapsed.toNanos() / 1e9,
                perSecond(),
                millis(stepLatency.p50()),
                millis(stepLatency.p99()));
    }

    private static String millis(Duration latency) {
        return latency.isNegative() ? "-" : String.format(Locale.ROOT, "%.3f ms", latency.toNanos() / 1e6);
    }

    /** Latency of a step, as the time of workflows run one at a time divided by their steps. */
    record Latency(Duration p50, Duration p99) {

        static final Latency UNKNOWN = new Latency(Duration.ofNanos(-1), Duration.ofNanos(-1));
    }
}
