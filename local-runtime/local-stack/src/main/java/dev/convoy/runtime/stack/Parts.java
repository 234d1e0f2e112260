package dev.convoy.runtime.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts that run, newest first. Guarded by one lock; a part that joins after closing began is stopped at once. */
final class Parts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final Deque<Part> running = new ArrayDeque<>();
    private boolean closed;

    /** Remembers a started part and answers it. */
    <T extends AutoCloseable> T add(String name, T started) {
        Part part = new Part(name, started);
        boolean late;
        synchronized (this) {
            late = closed;
            if (!late) {
                running.push(part);
            }
        }
        if (late) {
            stop(part);
        }
        return started;
    }

    /** Stops everything, newest first; a part that fails to stop is logged and does not keep the others running. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        for (Optional<Part> next = take(); next.isPresent(); next = take()) {
            stop(next.get());
        }
    }

    private synchronized Optional<Part> take() {
        @Nullable Part part = running.poll();
        return Optional.ofNullable(part);
    }

    private static void stop(Part part) {
        try {
            part.resource().close();
            LOG.atDebug().addKeyValue("part", part.name()).log("Stopped");
        } catch (Exception failed) { // AutoCloseable says no more; the others must stop all the same
            LOG.atWarn().addKeyValue("part", part.name()).setCause(failed).log("Part did not stop cleanly");
        }
    }

    private record Part(String name, AutoCloseable resource) {}
}
