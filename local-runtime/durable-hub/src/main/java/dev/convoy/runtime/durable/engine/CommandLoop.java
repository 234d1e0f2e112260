package dev.convoy.runtime.durable.engine;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs commands from any thread one after another on an executor, in batches that end together. With a same-thread executor the
 * caller runs them, nested calls after the present batch. Safe for use by several threads.
 */
final class CommandLoop {

    private static final Logger LOG = LoggerFactory.getLogger(CommandLoop.class);

    /** Most commands that share one write of the journal. */
    static final int MAX_BATCH = 256;

    /** Most commands that wait. */
    static final int MAX_WAITING = 100_000;

    private final ConcurrentLinkedQueue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Executor executor;
    private final Runnable endOfBatch;

    CommandLoop(Executor executor, Runnable endOfBatch) {
        this.executor = executor;
        this.endOfBatch = endOfBatch;
    }

    /** Adds a command; refuses it when too many wait. */
    void submit(Runnable command) {
        int before = waiting.get();
        if (before >= MAX_WAITING) {
            throw new HubBusyException(before);
        }
        submitAlways(command);
    }

    /** Adds a command whose number is bounded elsewhere, such as by the items in flight. */
    void submitAlways(Runnable command) {
        commands.add(command);
        if (waiting.getAndIncrement() == 0) {
            try {
                executor.execute(this::drain);
            } catch (RejectedExecutionException closed) {
                LOG.atDebug().setCause(closed).log("Command after the hub's thread has ended, ignored");
            }
        }
    }

    private void drain() {
        int taken;
        do {
            taken = 0;
            Runnable command = commands.poll();
            while (command != null) {
                command.run();
                taken++;
                command = taken < MAX_BATCH ? commands.poll() : null;
            }
            endOfBatch.run();
        } while (waiting.addAndGet(-taken) != 0);
    }
}
