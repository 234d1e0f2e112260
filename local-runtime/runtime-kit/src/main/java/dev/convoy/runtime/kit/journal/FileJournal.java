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

    private final SegmentFiles files;
    private final Sync sync;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final GroupForce groupForce = new GroupForce();
    private final FrameBuffer staged = new FrameBuffer();

    private @Nullable FileChannel segment;
    private long segmentNumber;
    private long sinceSnapshot;
    private long appended;
    private long forcedTo;
    private boolean replayed;
    private boolean failed;
    private boolean snapshotOpen;

    private FileJournal(SegmentFiles files, Sync sync, FileChannel lockChannel, FileLock lock) {
        this.files = files;
        this.sync = sync;
        this.lockChannel = lockChannel;
        this.lock = lock;
    }

    static FileJournal open(Path directory, Sync sync) {
        return open(new SegmentFiles(directory), sync);
    }

    static FileJournal open(SegmentFiles files, Sync sync) {
        Path directory = files.directory();
        try {
            Files.createDirectories(directory);
            FileChannel channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return new FileJournal(files, sync, channel, acquire(channel, directory));
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
        records.forEach(record -> stage(List.of(ByteBuffer.wrap(record))));
        flush();
    }

    @Override
    public synchronized void stage(List<ByteBuffer> parts) {
        FileChannel target = requireUsable();
        try {
            int bytes = staged.put(target, parts);
            sinceSnapshot += bytes;
            appended += bytes;
        } catch (IOException e) {
            throw failedToAppend(e);
        }
    }

    @Override
    public void flush() {
        long mark = write();
        if (sync == Sync.GROUPED) {
            groupForce.await(mark, this::forceNow);
        }
    }

    @Override
    public void force() {
        forceNow();
    }

    @Override
    public synchronized Snapshot beginSnapshot() {
        requireUsable();
        if (snapshotOpen) {
            throw new IllegalStateException("a snapshot is under way already");
        }
        try {
            staged.drain(requireUsable());
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

    private synchronized long write() {
        FileChannel target = requireUsable();
        try {
            staged.drain(target);
            if (sync == Sync.EVERY_APPEND && forcedTo < appended) {
                target.force(false);
                forcedTo = appended;
            }
        } catch (IOException e) {
            throw failedToAppend(e);
        }
        return appended;
    }

    private JournalException failedToAppend(IOException cause) {
        failed = true;
        return new JournalException("cannot append to the journal in " + files.directory(), cause);
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

    /** The old segment is on the disk before there is a newer one, or a loss of power could break it for good. */
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
