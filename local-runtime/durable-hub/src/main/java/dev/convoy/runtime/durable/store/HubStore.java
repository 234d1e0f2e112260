package dev.convoy.runtime.durable.store;

import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.HistoryRef;
import dev.convoy.runtime.durable.history.HubChange;
import java.util.List;
import java.util.function.Consumer;

/**
 * The port behind which a hub's changes outlive its process. Replay once, then append; both from one thread at a time. A snapshot is
 * begun on that thread and written on another while appends go on. Histories are read from any thread.
 */
public interface HubStore extends AutoCloseable {

    /** Hands over what survived, oldest first: the images of the last snapshot, then every change since. */
    void replay(Consumer<HubChange> reader);

    /**
     * Writes the changes in order and returns when they survive the death of this process.
     *
     * @throws RuntimeException if they may not; the hub must then stop answering
     */
    void append(List<HubChange> changes);

    /** How much has been appended since the last snapshot began: the measure of when to take the next. */
    long bytesSinceSnapshot();

    /**
     * Opens a snapshot of the state that all appended changes add up to. One at a time.
     *
     * @param archived the histories put away by earlier snapshots that are still wanted
     */
    Snapshot beginSnapshot(List<HistoryRef> archived);

    /** Reads a history that a snapshot has put away. */
    List<HistoryEvent> readHistory(HistoryRef ref);

    @Override
    void close();

    /** A snapshot under way. Not committed, it never was. Confined to one thread. */
    interface Snapshot extends AutoCloseable {

        /** Puts a finished instance's history away, outside the snapshot and the heap, and answers where. */
        HistoryRef archive(List<HistoryEvent> history);

        /** Keeps a history that is put away already; answers where it lies from now on. */
        HistoryRef keep(HistoryRef ref);

        /** Adds a part of the state. */
        void write(HubChange part);

        /** Makes the snapshot what the next replay begins with. */
        void commit();

        @Override
        void close();
    }
}
