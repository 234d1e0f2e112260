package dev.convoy.runtime.kit.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Frames on their way into a file: each byte is copied once, to memory outside the heap, and written from there when the buffer is
 * full or when asked. Guarded by its owner.
 */
final class FrameBuffer {

    private static final int FIRST_BYTES = 1 << 14;
    private static final int MAX_BYTES = 1 << 20;

    private final CRC32C crc = new CRC32C();
    private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
    private ByteBuffer buffer = ByteBuffer.allocateDirect(FIRST_BYTES);

    /** Adds one record, the content of the parts one after another; answers the length of its frame. */
    int put(FileChannel target, List<ByteBuffer> parts) throws IOException {
        int bytes = lengthOf(parts);
        makeRoom(target, Frames.HEADER_BYTES + bytes);
        buffer.putInt(bytes).putInt(checksum(bytes, parts));
        for (ByteBuffer part : parts) {
            put(target, part.duplicate());
        }
        return Frames.HEADER_BYTES + bytes;
    }

    /** Writes everything that was put so far. */
    void drain(FileChannel target) throws IOException {
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                target.write(buffer);
            }
        } finally {
            buffer.clear();
        }
    }

    private void put(FileChannel target, ByteBuffer content) throws IOException {
        while (content.remaining() > buffer.remaining()) {
            int whole = content.limit();
            content.limit(content.position() + buffer.remaining());
            buffer.put(content);
            content.limit(whole);
            drain(target);
        }
        buffer.put(content);
    }

    /** Room for the frame if a buffer of the largest size has it, else for its header. */
    private void makeRoom(FileChannel target, int frameBytes) throws IOException {
        int wanted = buffer.position() + frameBytes;
        if (wanted > buffer.capacity() && buffer.capacity() < MAX_BYTES) {
            int size = Math.min(MAX_BYTES, Math.max(wanted, 2 * buffer.capacity()));
            buffer = ByteBuffer.allocateDirect(size).put(buffer.flip());
        }
        if (frameBytes > buffer.remaining()) {
            drain(target);
        }
    }

    private int checksum(int bytes, List<ByteBuffer> parts) {
        crc.reset();
        crc.update(length.clear().putInt(0, bytes));
        for (ByteBuffer part : parts) {
            crc.update(part.duplicate());
        }
        return (int) crc.getValue();
    }

    private static int lengthOf(List<ByteBuffer> parts) {
        long bytes = 0;
        for (ByteBuffer part : parts) {
            bytes += part.remaining();
        }
        if (bytes > Journal.MAX_RECORD_BYTES) {
            throw new IllegalArgumentException("a record of " + bytes + " bytes is over the limit");
        }
        return (int) bytes;
    }
}
