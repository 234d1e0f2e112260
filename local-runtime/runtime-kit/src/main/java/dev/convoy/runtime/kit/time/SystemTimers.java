package dev.convoy.runtime.kit.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timers by the wall clock, run on one daemon thread. Safe for use by several threads. */
public final class SystemTimers implements Timers {

    private static final Logger LOG = LoggerFactory.getLogger(SystemTimers.class);

    private final Clock clock = Clock.systemUTC();
    private final ScheduledThreadPoolExecutor executor;

    public SystemTimers(String threadName) {
        executor = new ScheduledThreadPoolExecutor(1, task -> daemon(task, threadName));
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Scheduled schedule(Instant at, Runnable task) {
        long delayNanos = Math.max(0, nanosUntil(at));
        try {
            ScheduledFuture<?> future = executor.schedule(() -> runLogged(task), delayNanos, TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException closed) {
            LOG.atDebug().setCause(closed).log("Timer set after close, ignored");
            return () -> {};
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private long nanosUntil(Instant at) {
        Duration delay = Duration.between(clock.instant(), at);
        return delay.compareTo(Duration.ofDays(36_500)) > 0 ? Long.MAX_VALUE / 4 : delay.toNanos();
    }

    private static void runLogged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("A timer's task failed");
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
