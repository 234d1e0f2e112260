package dev.convoy.runtime.kit.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Timers that run only when a test moves the time, on the thread that moves it, in the order in which they are due. Guarded by
 * one lock; tasks run outside it, so they may set further timers.
 */
public final class ManualTimers implements Timers {

    private final ManualClock clock;
    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparing(Entry::order));
    private long order;

    public ManualTimers(Instant start) {
        clock = new ManualClock(start);
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public synchronized Scheduled schedule(Instant at, Runnable task) {
        Entry entry = new Entry(at, order++, task);
        entries.add(entry);
        return () -> cancel(entry);
    }

    /** Moves the time on and runs everything that becomes due on the way, each task at its own instant. */
    public void advance(Duration by) {
        Instant end = clock.instant().plus(by);
        for (Optional<Entry> due = nextDue(end); due.isPresent(); due = nextDue(end)) {
            clock.advanceTo(due.get().at());
            due.get().task().run();
        }
        clock.advanceTo(end);
    }

    /** When the next task is due, if there is one. */
    public synchronized Optional<Instant> nextAt() {
        return Optional.ofNullable(entries.peek()).map(Entry::at);
    }

    @Override
    public synchronized void close() {
        entries.clear();
    }

    private synchronized Optional<Entry> nextDue(Instant end) {
        Entry first = entries.peek();
        if (first == null || first.at().isAfter(end)) {
            return Optional.empty();
        }
        return Optional.of(entries.remove());
    }

    private synchronized void cancel(Entry entry) {
        entries.remove(entry);
    }

    private record Entry(Instant at, long order, Runnable task) {}
}
