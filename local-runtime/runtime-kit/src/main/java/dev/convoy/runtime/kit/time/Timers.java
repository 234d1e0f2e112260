package dev.convoy.runtime.kit.time;

import java.time.Clock;
import java.time.Instant;

/** Runs tasks at an instant of its own clock. Tasks run one after another and must be short: hand longer work to a thread. */
public interface Timers extends AutoCloseable {

    /** The clock by which tasks become due. */
    Clock clock();

    /** Runs the task once, as soon as the clock reaches the instant; at once (on another turn) if that has passed. */
    Scheduled schedule(Instant at, Runnable task);

    /** Cancels what has not run yet. */
    @Override
    void close();

    /** A task that may still be called off. */
    @FunctionalInterface
    interface Scheduled {

        /** Calls the task off; without effect when it has run. */
        void cancel();
    }
}
