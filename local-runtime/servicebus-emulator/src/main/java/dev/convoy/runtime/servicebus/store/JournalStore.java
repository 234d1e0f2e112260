package dev.convoy.runtime.servicebus.store;

import dev.convoy.runtime.kit.journal.Journal;
import dev.convoy.runtime.servicebus.broker.Broker;
import dev.convoy.runtime.servicebus.broker.BrokerStore;
import dev.convoy.runtime.servicebus.broker.Change;
import java.util.List;
import java.util.function.Consumer;

/**
 * The broker's store in a journal. Requests gather here until {@link #flush}, which writes them all at once: whoever answers
 * clients flushes first. Confined to the broker's thread.
 */
public final class JournalStore implements BrokerStore, AutoCloseable {

    private static final long MAX_GATHERED_BYTES = 512 * 1024;

    private final Journal journal;
    private final ChangeCodec codec = new ChangeCodec();
    private final LogLimits limits;
    private long changesSinceSnapshot;

    public JournalStore(Journal journal) {
        this(journal, LogLimits.defaults());
    }

    public JournalStore(Journal journal, LogLimits limits) {
        this.journal = journal;
        this.limits = limits;
    }

    /** Reads every change of earlier runs in order; once, before the first append. */
    public Journal.Recovery replay(Consumer<Change> sink) {
        return journal.replay(record -> codec.decode(record, change -> {
            changesSinceSnapshot++;
            sink.accept(change);
        }));
    }

    @Override
    public void append(List<Change> changes) {
        codec.add(changes);
        changesSinceSnapshot += changes.size();
        if (codec.sizeBytes() > MAX_GATHERED_BYTES) {
            stage();
        }
    }

    /**
     * Writes what has gathered.
     *
     * @throws dev.convoy.runtime.kit.journal.JournalException if the disk refuses now or has before; then no answer may leave any more
     */
    public void flush() {
        stage();
        journal.flush();
    }

    /** Whether the log is long enough, against the state it stands for, to be worth a snapshot. */
    boolean isLongFor(Broker broker) {
        long bytes = journal.bytesSinceSnapshot();
        return bytes > 0
                && limits.areReached(bytes, changesSinceSnapshot)
                && limits.areReached(bytes, changesSinceSnapshot, broker.sizeBytes(), broker.messageCount());
    }

    /** Forces what is written to the disk; on any thread. */
    void force() {
        journal.force();
    }

    /** Opens a snapshot of the state as of now; everything before is flushed. */
    Journal.Snapshot beginSnapshot() {
        flush();
        changesSinceSnapshot = 0;
        return journal.beginSnapshot();
    }

    /** Adds changes to a snapshot. */
    void write(Journal.Snapshot snapshot, List<Change> changes) {
        stage();
        codec.add(changes);
        snapshot.write(codec.record());
        codec.clear();
    }

    @Override
    public void close() {
        try (journal) {
            flush();
        }
    }

    private void stage() {
        if (codec.sizeBytes() > 0) {
            journal.stage(codec.record());
            codec.clear();
        }
    }
}
