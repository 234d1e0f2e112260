package dev.convoy.runtime.durable.engine;

import java.util.concurrent.Executor;

/**
 * Where a hub runs.
 *
 * @param hub runs the hub itself, one task after another: one thread of its own in a server, the caller's in a test
 * @param background reads and writes files that nobody waits for
 */
public record HubThreads(Executor hub, Executor background) {

    /** Everything on the thread that calls: for tests, which then see each step through to its end. */
    public static HubThreads caller() {
        return new HubThreads(Runnable::run, Runnable::run);
    }
}
