package dev.convoy.runtime.host.trigger.storage;

import dev.convoy.runtime.host.log.HostLog;
import dev.convoy.runtime.host.log.LogLine;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A thread that looks for work: at once again while there is some, else after a pause that doubles up to a bound. A failure is said once
 * until it changes.
 */
final class Poll implements AutoCloseable {

    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final String function;
    private final Duration longest;
    private final Look look;
    private final HostLog log;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean looking;
    private @Nullable String lastComplaint;

    Poll(String function, Duration longest, Look look, HostLog log) {
        this.function = function;
        this.longest = longest.compareTo(SHORTEST) < 0 ? SHORTEST : longest;
        this.look = look;
        this.log = log;
        thread = new Thread(this::run, "poll-" + function);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Looks no more; what was found is still done. */
    void stop() {
        closing.countDown();
    }

    /** How many looks, with what they found, are under way: none or one. */
    int underWay() {
        return looking ? 1 : 0;
    }

    @Override
    public void close() {
        stop();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(3));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Duration pause = SHORTEST;
        try {
            while (!isClosing()) {
                if (lookOnce()) {
                    pause = SHORTEST;
                } else {
                    closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
                    pause = pause.multipliedBy(2).compareTo(longest) > 0 ? longest : pause.multipliedBy(2);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean lookOnce() throws InterruptedException {
        looking = true;
        try {
            boolean found = look.once();
            lastComplaint = null;
            return found;
        } catch (RuntimeException failure) {
            String complaint =
                    String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
            if (!complaint.equals(lastComplaint) && !isClosing()) {
                lastComplaint = complaint;
                log.about(function, LogLine.Level.WARN, "Cannot look for work: " + complaint);
            }
            return false;
        } finally {
            looking = false;
        }
    }

    /** One look; true if there was work, which is then done. */
    @FunctionalInterface
    interface Look {

        boolean once() throws InterruptedException;
    }
}
