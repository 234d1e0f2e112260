package dev.convoy.runtime.durable.engine;

import java.time.Duration;

/**
 * The bounds of a hub.
 *
 * @param turnsPerWorker most turns a worker holds at once
 * @param activitiesPerWorker most activities a worker holds at once
 * @param stallAfter how long an instance may wait, after a turn that did nothing with a result, before it is reported
 */
public record HubOptions(int turnsPerWorker, int activitiesPerWorker, Duration stallAfter) {

    public HubOptions {
        if (turnsPerWorker < 1 || activitiesPerWorker < 1) {
            throw new IllegalArgumentException("turnsPerWorker, activitiesPerWorker: must be at least 1");
        }
        if (stallAfter.isNegative() || stallAfter.isZero()) {
            throw new IllegalArgumentException("stallAfter: must be positive");
        }
    }

    public static HubOptions defaults() {
        return new HubOptions(64, 64, Duration.ofSeconds(30));
    }
}
