package dev.convoy.runtime.kit.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A journal in files. All mutable state is guarded by this object's lock, but for the group force, which waits outside it.
 *
 * <pre>
 * directory/lock                    held while open
 * directory/snapshot-000000000007   all state before segment 7 (absent at first); renamed into place when whole
 * directory/segment-000000000007    frames, see {@link Frames}
 * directory/segment-000000000008    the newest one is appended to
 * </pre>
 *
 * A torn last write is cut off at start: only the newest segment can have one, since a segment is closed before the next opens.
 * Anything broken elsewhere stops the start with the file's name.
 */
final class FileJournal implements Journal {

    private static final int KEPT_BUFFER_BYTES = 1 << 20;

    private final SegmentFiles files;
    private final Sync sync;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final GroupForce groupForce = new GroupForce();

    private @Nullable FileChannel segment;
    private long segmentNumber;
    private long sinceSnapshot;
    private long appended;
    private boolean replayed;
    private boolean failed;
    private boolean snapshotOpen;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);

    private FileJournal(SegmentFiles files, Sync sync, FileChannel lockChannel, FileLock lock) {
        this.files = files;
        this.sync = sync;
        this.lockChannel = lockChannel;
        this.lock = lock;
    }

    static FileJournal open(Path directory, Sync sync) {
        try {
            Files.createDirectories(directory);
            FileChannel channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return new FileJournal(new SegmentFiles(directory), sync, channel, acquire(channel, directory));
        } catch (IOException e) {
            throw new JournalException("cannot use the journal directory " + directory, e);
        }
    }

    @Override
    public synchronized Recovery replay(RecordReader reader) {
        if (replayed) {
            throw new IllegalStateException("replayed already");
        }
        try {
            SegmentFiles.Loaded loaded = files.load(reader);
            segmentNumber = loaded.lastSegment();
            segment = files.openForAppend(segmentNumber);
            sinceSnapshot = loaded.segmentBytes();
            replayed = true;
            return new Recovery(loaded.records(), loaded.truncatedBytes());
        } catch (IOException e) {
            throw new JournalException("cannot read the journal in " + files.directory(), e);
        }
    }

    @Override
    public void append(byte[] record) {
        appendAll(List.of(record));
    }

    @Override
    public void appendAll(List<byte[]> records) {
        long mark = write(records);
        if (sync == Sync.GROUPED) {
            groupForce.await(mark, this::forceNow);
        }
    }

    @Override
    public synchronized Snapshot beginSnapshot() {
        requireUsable();
        if (snapshotOpen) {
            throw new IllegalStateException("a snapshot is under way already");
        }
        try {
            roll();
            FileSnapshot snapshot = new FileSnapshot(this, files, segmentNumber);
            snapshotOpen = true;
            return snapshot;
        } catch (IOException e) {
            failed = true;
            throw new JournalException("cannot begin a snapshot in " + files.directory(), e);
        }
    }

    @Override
    public synchronized long bytesSinceSnapshot() {
        return sinceSnapshot;
    }

    @Override
    public synchronized void close() {
        failed = true;
        try (FileChannel lockFile = lockChannel;
                FileLock held = lock) {
            FileChannel open = segment;
            if (open != null && open.isOpen()) {
                open.force(false);
                open.close();
            }
        } catch (IOException e) {
            throw new JournalException("cannot close the journal in " + files.directory(), e);
        }
    }

    /** Called by the snapshot when it is done, one way or the other. */
    synchronized void snapshotEnded() {
        snapshotOpen = false;
    }

    private synchronized long write(List<byte[]> records) {
        FileChannel target = requireUsable();
        int bytes = frameBytes(records);
        ByteBuffer frames = bufferOf(bytes);
        records.forEach(record -> Frames.put(frames, record));
        frames.flip();
        try {
            while (frames.hasRemaining()) {
                target.write(frames);
            }
            if (sync == Sync.EVERY_APPEND) {
                target.force(false);
            }
        } catch (IOException e) {
            failed = true;
            throw new JournalException("cannot append to the journal in " + files.directory(), e);
        }
        sinceSnapshot += bytes;
        appended += bytes;
        return appended;
    }

    private long forceNow() {
        FileChannel target;
        long mark;
        synchronized (this) {
            target = requireUsable();
            mark = appended;
        }
        try {
            target.force(false);
            return mark;
        } catch (IOException e) {
            synchronized (this) {
                if (target.isOpen() || failed) {
                    failed = true;
                    throw new JournalException("cannot force the journal in " + files.directory(), e);
                }
            }
            return mark; // rolled meanwhile: rolling forced it
        }
    }

    private void roll() throws IOException {
        FileChannel old = requireUsable();
        old.force(false);
        FileChannel next = files.openForAppend(segmentNumber + 1);
        old.close();
        segment = next;
        segmentNumber++;
        sinceSnapshot = 0;
    }

    private FileChannel requireUsable() {
        FileChannel open = segment;
        if (open == null) {
            throw new IllegalStateException("replay the journal before its first append");
        }
        if (failed) {
            throw new JournalException("the journal in " + files.directory() + " is closed or has failed");
        }
        return open;
    }

    private ByteBuffer bufferOf(int bytes) {
        if (bytes > KEPT_BUFFER_BYTES) {
            return ByteBuffer.allocate(bytes);
        }
        if (bytes > buffer.capacity()) {
            buffer = ByteBuffer.allocateDirect(Integer.highestOneBit(bytes - 1) << 1);
        }
        return buffer.clear();
    }

    private static int frameBytes(List<byte[]> records) {
        long bytes = 0;
        for (byte[] record : records) {
            bytes += Frames.HEADER_BYTES + record.length;
        }
        if (bytes > MAX_RECORD_BYTES) {
            throw new IllegalArgumentException("records of " + bytes + " bytes are over the limit of one write");
        }
        return (int) bytes;
    }

    private static FileLock acquire(FileChannel channel, Path directory) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException heldInThisProcess) {
            channel.close();
            throw new JournalException(
                    "the data directory " + directory + " is in use by this process", heldInThisProcess);
        }
        channel.close();
        throw new JournalException("the data directory " + directory + " is in use by another process");
    }
}
