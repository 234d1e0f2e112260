package dev.convoy.runtime.durable.engine;

import java.time.Duration;

/**
 * The bounds and habits of a hub.
 *
 * @param turnsPerWorker most turns a worker holds at once
 * @param activitiesPerWorker most activities a worker holds at once
 * @param stallAfter how long an instance may wait, after a turn that did nothing with a result, before it is reported
 * @param snapshotAfterBytes how much journal there may be before it is compacted
 * @param replayChecks when orchestrators are replayed only to see whether they still ask for the same
 */
public record HubOptions(
        int turnsPerWorker,
        int activitiesPerWorker,
        Duration stallAfter,
        long snapshotAfterBytes,
        ReplayChecks replayChecks) {

    public HubOptions {
        if (turnsPerWorker < 1 || activitiesPerWorker < 1) {
            throw new IllegalArgumentException("turnsPerWorker, activitiesPerWorker: must be at least 1");
        }
        if (stallAfter.isNegative() || stallAfter.isZero()) {
            throw new IllegalArgumentException("stallAfter: must be positive");
        }
        if (snapshotAfterBytes < 1) {
            throw new IllegalArgumentException("snapshotAfterBytes: must be at least 1");
        }
    }

    public static HubOptions defaults() {
        return new HubOptions(64, 64, Duration.ofSeconds(30), 32L << 20, ReplayChecks.SAMPLED);
    }

    public HubOptions withTurnsPerWorker(int value) {
        return new HubOptions(value, activitiesPerWorker, stallAfter, snapshotAfterBytes, replayChecks);
    }

    public HubOptions withActivitiesPerWorker(int value) {
        return new HubOptions(turnsPerWorker, value, stallAfter, snapshotAfterBytes, replayChecks);
    }

    public HubOptions withStallAfter(Duration value) {
        return new HubOptions(turnsPerWorker, activitiesPerWorker, value, snapshotAfterBytes, replayChecks);
    }

    public HubOptions withSnapshotAfterBytes(long value) {
        return new HubOptions(turnsPerWorker, activitiesPerWorker, stallAfter, value, replayChecks);
    }

    public HubOptions withReplayChecks(ReplayChecks value) {
        return new HubOptions(turnsPerWorker, activitiesPerWorker, stallAfter, snapshotAfterBytes, value);
    }

    /** How often the hub has an orchestrator replay its history only to compare. A difference is reported in any case. */
    public enum ReplayChecks {
        /** Never. */
        OFF,
        /** The first few finished instances of each orchestrator since a worker joined, and a hundredth of the rest. */
        SAMPLED,
        /** After every turn, and a difference fails the instance: for tests. */
        EVERY_TURN
    }
}
