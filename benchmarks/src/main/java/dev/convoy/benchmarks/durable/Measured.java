package dev.convoy.benchmarks.durable;

import java.time.Duration;

/**
 * What one scenario came to.
 *
 * @param steps completed activities per workflow
 */
record Measured(String scenario, int workflows, int steps, Duration elapsed, Latency stepLatency) {

    double perSecond() {
        return workflows / (elapsed.toNanos() / 1e9);
    }

    /** Latency of a step, as the time of workflows run one at a time divided by their steps. */
    record Latency(Duration p50, Duration p99) {}
}
