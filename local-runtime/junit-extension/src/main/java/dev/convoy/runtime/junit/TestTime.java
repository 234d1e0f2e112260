package dev.convoy.runtime.junit;

import dev.convoy.runtime.kit.time.ManualTimers;
import dev.convoy.runtime.kit.time.Timers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Time that stands still until a test moves it. What is set for a moment that has passed runs at once, on a thread of its own: answers of
 * apps come from other processes and may come late. What runs in such a process takes real time: {@code functionTimeout} does not count the
 * time a test lets pass. Safe for use by several threads.
 */
public final class TestTime implements Timers {

    private static final Logger LOG = LoggerFactory.getLogger(TestTime.class);

    private final ManualTimers timers;
    private final ExecutorService overdue = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "test-time");
        thread.setDaemon(true);
        return thread;
    });

    public TestTime(Instant start) {
        timers = new ManualTimers(start);
    }

    /** The present moment. */
    public Instant now() {
        return timers.clock().instant();
    }

    /** Moves on, and with it everything that becomes due on the way, each at its own moment. */
    public void passes(Duration time) {
        timers.advance(time);
        timers.advance(Duration.ZERO); // what another thread set meanwhile, for a moment on the way
    }

    /** When the next thing is due, if anything is. */
    public Optional<Instant> nextDue() {
        return timers.nextAt();
    }

    @Override
    public Clock clock() {
        return timers.clock();
    }

    @Override
    public Scheduled schedule(Instant at, Runnable task) {
        Scheduled scheduled = timers.schedule(at, task);
        if (!at.isAfter(now())) {
            runOverdue();
        }
        return scheduled;
    }

    private void runOverdue() {
        try {
            overdue.execute(() -> timers.advance(Duration.ZERO));
        } catch (RejectedExecutionException closed) {
            LOG.atDebug().setCause(closed).log("Set after the end of time, ignored");
        }
    }

    @Override
    public void close() {
        overdue.shutdownNow();
        timers.close();
    }
}
