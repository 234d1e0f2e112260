package dev.convoy.runtime.durable.store;

import dev.convoy.runtime.kit.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A new file that is filled from its beginning in large writes, and does not exist before the first. Confined to one thread. */
final class BufferedFile implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 18;

    private final Path path;
    private final ByteBuffer pending = ByteBuffer.allocate(BUFFER_BYTES);
    private @Nullable FileChannel channel;

    BufferedFile(Path path) {
        this.path = path;
    }

    void write(ByteBuffer bytes) {
        if (bytes.remaining() > pending.remaining()) {
            flush();
        }
        if (bytes.remaining() > pending.remaining()) {
            writeThrough(bytes);
        } else {
            pending.put(bytes);
        }
    }

    /** Writes the rest and forces all of it to the disk. */
    void force() {
        flush();
        try {
            if (channel != null) {
                channel.force(true);
            }
        } catch (IOException e) {
            throw new JournalException("cannot force " + path, e);
        }
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new JournalException("cannot close " + path, e);
        }
    }

    private void flush() {
        pending.flip();
        writeThrough(pending);
        pending.clear();
    }

    private void writeThrough(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                open().write(bytes);
            }
        } catch (IOException e) {
            throw new JournalException("cannot write " + path, e);
        }
    }

    private FileChannel open() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            channel = open;
        }
        return open;
    }
}
