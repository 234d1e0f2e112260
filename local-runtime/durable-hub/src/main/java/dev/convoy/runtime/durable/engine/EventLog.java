package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.HistoryEvent;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * A list that only grows. Confined to one thread, but a view taken from it may go to any: what lies under a view never changes.
 */
final class EventLog {

    private static final int FIRST_CAPACITY = 8;

    /** For what holds nothing and will not: finished instances whose events are elsewhere. */
    static final EventLog EMPTY = new EventLog(List.of());

    private HistoryEvent[] events;
    private int size;

    EventLog() {
        events = new HistoryEvent[FIRST_CAPACITY];
    }

    EventLog(List<HistoryEvent> first) {
        events = first.toArray(HistoryEvent[]::new);
        size = first.size();
    }

    void add(HistoryEvent event) {
        if (size == events.length) {
            events = Arrays.copyOf(events, Math.max(FIRST_CAPACITY, size * 2));
        }
        events[size++] = event;
    }

    int size() {
        return size;
    }

    /** What has been added so far, in no time and for good. */
    List<HistoryEvent> view() {
        return new View(events, size);
    }

    private static final class View extends AbstractList<HistoryEvent> implements RandomAccess {

        private final HistoryEvent[] events;
        private final int size;

        View(HistoryEvent[] events, int size) {
            this.events = events;
            this.size = size;
        }

        @Override
        public HistoryEvent get(int index) {
            if (index >= size) {
                throw new IndexOutOfBoundsException(index);
            }
            return events[index];
        }

        @Override
        public int size() {
            return size;
        }
    }
}
