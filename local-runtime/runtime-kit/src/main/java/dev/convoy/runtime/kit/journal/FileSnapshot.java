package dev.convoy.runtime.kit.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A snapshot being written beside the log. Confined to one thread. */
final class FileSnapshot implements Journal.Snapshot {

    private final FileJournal journal;
    private final SegmentFiles files;
    private final long firstSegment;
    private final Path temporary;
    private final FileChannel out;
    private final FrameBuffer frames = new FrameBuffer();
    private boolean open = true;

    FileSnapshot(FileJournal journal, SegmentFiles files, long firstSegment) throws IOException {
        this.journal = journal;
        this.files = files;
        this.firstSegment = firstSegment;
        this.temporary = files.temporarySnapshot(firstSegment);
        this.out = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    @Override
    public void write(byte[] record) {
        write(List.of(ByteBuffer.wrap(record)));
    }

    @Override
    public void write(List<ByteBuffer> parts) {
        try {
            frames.put(out, parts);
        } catch (IOException e) {
            throw new JournalException("cannot write the snapshot " + temporary, e);
        }
    }

    @Override
    public void commit() {
        requireOpen();
        try (out) {
            frames.drain(out);
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
