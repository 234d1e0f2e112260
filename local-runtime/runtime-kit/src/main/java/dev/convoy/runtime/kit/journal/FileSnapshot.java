package dev.convoy.runtime.kit.journal;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A snapshot being written beside the log. Confined to one thread. */
final class FileSnapshot implements Journal.Snapshot {

    private static final int WRITE_BUFFER_BYTES = 1 << 18;

    private final FileJournal journal;
    private final SegmentFiles files;
    private final long firstSegment;
    private final Path temporary;
    private final DataOutputStream out;
    private boolean open = true;

    FileSnapshot(FileJournal journal, SegmentFiles files, long firstSegment) throws IOException {
        this.journal = journal;
        this.files = files;
        this.firstSegment = firstSegment;
        this.temporary = files.temporarySnapshot(firstSegment);
        this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(temporary), WRITE_BUFFER_BYTES));
    }

    @Override
    public void write(byte[] record) {
        ByteBuffer frame = ByteBuffer.allocate(Frames.HEADER_BYTES + record.length);
        Frames.put(frame, record);
        try {
            out.write(frame.array());
        } catch (IOException e) {
            throw new JournalException("cannot write the snapshot " + temporary, e);
        }
    }

    @Override
    public void commit() {
        requireOpen();
        try {
            out.close();
            files.publishSnapshot(temporary, firstSegment);
        } catch (IOException e) {
            throw new JournalException("cannot commit the snapshot " + temporary, e);
        } finally {
            end();
        }
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        try {
            out.close();
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw new JournalException("cannot discard the snapshot " + temporary, e);
        } finally {
            end();
        }
    }

    private void end() {
        open = false;
        journal.snapshotEnded();
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("the snapshot is committed or closed");
        }
    }
}
