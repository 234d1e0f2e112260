package dev.convoy.functions.lookup.worker;

import dev.convoy.functions.platform.OutageException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Time as it passes, with one thread for what is repeated. Safe for use by several threads. */
public final class RealTiming implements SharedFindings.Timing {

    private static final Logger LOG = LoggerFactory.getLogger(RealTiming.class);

    private final ScheduledThreadPoolExecutor timer;

    public RealTiming() {
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "lookup-leases");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void pause(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }

    @Override
    public Runnable every(Duration duration, Runnable task) {
        Future<?> repeated = timer.scheduleAtFixedRate(
                () -> attempt(task), duration.toMillis(), duration.toMillis(), TimeUnit.MILLISECONDS);
        return () -> repeated.cancel(false);
    }

    /** An outage must not end the repetition. */
    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (OutageException e) {
            LOG.atWarn().addKeyValue("problem", e.getMessage()).log("lease not renewed, will retry");
        }
    }
}
