package dev.convoy.runtime.kit.journal;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * An append-only log of opaque records. A record whose {@code append} returned survives kill -9 of this process; it survives
 * power loss for sure only with {@link Sync#EVERY_APPEND} or {@link Sync#GROUPED}; with {@link Sync#NEVER} the records of some last
 * seconds may be gone, but never one from between others. Appends are safe from several threads and keep one order.
 *
 * <p>Use: open, {@link #replay} once, then append. To shorten the log, call {@link #beginSnapshot} at a moment when no append
 * runs, write records that stand for all state up to that moment, and commit; appends may go on meanwhile.
 *
 * @see FileJournal for the format on disk
 */
public interface Journal extends AutoCloseable {

    /** A journal that remembers nothing, for in-memory mode. */
    static Journal inMemory() {
        return new VolatileJournal();
    }

    /**
     * Opens or creates the journal in a directory of its own and locks it against other processes.
     *
     * @throws JournalException if the directory cannot be used, or another process holds it
     */
    static Journal open(Path directory, Sync sync) {
        return FileJournal.open(directory, sync);
    }

    /** Reads every surviving record, oldest first. Once, before the first append. Answers what was found. */
    Recovery replay(RecordReader reader);

    /**
     * Appends one record of at most {@link #MAX_RECORD_BYTES} and returns once the operating system has it.
     *
     * @throws JournalException if the disk refuses; the journal accepts nothing afterwards
     */
    void append(byte[] record);

    /** Appends several records in one write; after a crash a prefix of them may be there. */
    void appendAll(List<byte[]> records);

    /**
     * Adds one record, the content of the parts one after another, to those that the next {@link #flush} writes; it may be written
     * before. The parts are read before this returns and may be used again. Until the flush, a record is promised to nobody.
     *
     * @throws JournalException if the disk refuses; the journal accepts nothing afterwards
     */
    default void stage(List<ByteBuffer> parts) {
        ByteBuffer whole = ByteBuffer.allocate(
                parts.stream().mapToInt(ByteBuffer::remaining).sum());
        parts.forEach(part -> whole.put(part.duplicate()));
        append(whole.array());
    }

    /**
     * Writes what was staged and returns once the operating system has it.
     *
     * @throws JournalException if the disk refuses now or has refused before
     */
    default void flush() {
        // What was staged is written already.
    }

    /**
     * Forces what has been written to the disk, whatever the {@link Sync}. {@link #beginSnapshot} does so too, with every append
     * waiting: called before it, beside the appends, this leaves it little to do.
     *
     * @throws JournalException if the disk refuses now or has refused before, or the journal is closed
     */
    default void force() {
        // What is written is as safe as this journal makes it.
    }

    /** Opens a snapshot of the state that all records appended or staged so far add up to. One at a time. */
    Snapshot beginSnapshot();

    /** Bytes appended since the last committed snapshot: the caller's measure of when to take the next. */
    long bytesSinceSnapshot();

    @Override
    void close();

    /** Longest record, 1 GiB less headroom: an array's practical limit. */
    int MAX_RECORD_BYTES = (1 << 30) - 1024;

    /** When written records are forced to the disk itself. Surviving kill -9 needs none of it. */
    enum Sync {
        /** Never: what the operating system has is safe from a process's death. */
        NEVER,
        /** Appends wait for a force that is shared by all that wait at the time. */
        GROUPED,
        /** Each append forces. */
        EVERY_APPEND
    }

    /** Takes one record of the replay. */
    @FunctionalInterface
    interface RecordReader {
        void read(byte[] record);
    }

    /** What a replay met: how many records it read and how many bytes of a torn last write it cut off. */
    record Recovery(long records, long truncatedBytes) {}

    /** A snapshot under way. Not committed, it never was. */
    interface Snapshot extends AutoCloseable {

        /** Adds one record, to be replayed before everything appended since {@link Journal#beginSnapshot}. */
        void write(byte[] record);

        /** Adds one record, the content of the parts one after another; they are read before this returns. */
        default void write(List<ByteBuffer> parts) {
            ByteBuffer whole = ByteBuffer.allocate(
                    parts.stream().mapToInt(ByteBuffer::remaining).sum());
            parts.forEach(part -> whole.put(part.duplicate()));
            write(whole.array());
        }

        /** Makes the snapshot the start of the next replay and deletes what it replaces. */
        void commit();

        /** Discards the snapshot unless committed. */
        @Override
        void close();
    }
}
