package dev.convoy.runtime.servicebus.store;

import dev.convoy.runtime.kit.journal.Journal;
import dev.convoy.runtime.servicebus.broker.BrokerStore;
import dev.convoy.runtime.servicebus.broker.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The broker's store in a journal. Requests gather here until {@link #flush}, which writes them all at once: whoever answers
 * clients flushes first. Confined to the broker's thread.
 */
public final class JournalStore implements BrokerStore, AutoCloseable {

    private static final long MAX_GATHERED_BYTES = 4 << 20;
    private static final long MIN_COMPACTED_BYTES = 64 << 20;

    private final Journal journal;
    private final ChangeCodec codec = new ChangeCodec();
    private final List<byte[]> gathered = new ArrayList<>();
    private long gatheredBytes;

    public JournalStore(Journal journal) {
        this.journal = journal;
    }

    /** Reads every change of earlier runs in order; once, before the first append. */
    public Journal.Recovery replay(Consumer<Change> sink) {
        return journal.replay(record -> codec.decode(record, sink));
    }

    @Override
    public void append(List<Change> changes) {
        byte[] record = encode(changes);
        gathered.add(record);
        gatheredBytes += record.length;
        if (gatheredBytes > MAX_GATHERED_BYTES) {
            flush();
        }
    }

    /**
     * Writes what has gathered.
     *
     * @throws dev.convoy.runtime.kit.journal.JournalException if the disk refuses; then no answer may leave any more
     */
    public void flush() {
        if (!gathered.isEmpty()) {
            journal.appendAll(gathered);
            gathered.clear();
            gatheredBytes = 0;
        }
    }

    /** Whether the log is long enough, against the state it stands for, to be worth a snapshot. */
    boolean isLongFor(long stateBytes) {
        return journal.bytesSinceSnapshot() > Math.max(MIN_COMPACTED_BYTES, 2 * stateBytes);
    }

    /** Opens a snapshot of the state as of now; everything before is flushed. */
    Journal.Snapshot beginSnapshot() {
        flush();
        return journal.beginSnapshot();
    }

    byte[] encode(List<Change> changes) {
        return codec.encode(changes);
    }

    @Override
    public void close() {
        flush();
        journal.close();
    }
}
