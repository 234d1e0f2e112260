package dev.convoy.runtime.kit.journal;

import java.nio.ByteBuffer;
import java.util.List;

/** The journal of in-memory mode: accepts everything, remembers nothing. Stateless. */
final class VolatileJournal implements Journal {

    @Override
    public Recovery replay(RecordReader reader) {
        return new Recovery(0, 0);
    }

    @Override
    public void append(byte[] record) {
        // Nothing outlives the process in this mode.
    }

    @Override
    public void appendAll(List<byte[]> records) {
        // As above.
    }

    @Override
    public void stage(List<ByteBuffer> parts) {
        // As above.
    }

    @Override
    public Snapshot beginSnapshot() {
        return new Snapshot() {
            @Override
            public void write(byte[] record) {
                // As above.
            }

            @Override
            public void write(List<ByteBuffer> parts) {
                // As above.
            }

            @Override
            public void commit() {
                // As above.
            }

            @Override
            public void close() {
                // As above.
            }
        };
    }

    @Override
    public long bytesSinceSnapshot() {
        return 0;
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
