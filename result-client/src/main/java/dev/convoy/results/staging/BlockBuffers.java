package dev.convoy.results.staging;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** All the memory there is for content: so many buffers of one size, made once. Safe for use by several threads. */
final class BlockBuffers {

    private final BlockingQueue<byte[]> free;
    private final int sizeBytes;

    BlockBuffers(int count, int sizeBytes) {
        this.free = new ArrayBlockingQueue<>(count);
        this.sizeBytes = sizeBytes;
        for (int i = 0; i < count; i++) {
            free.add(new byte[sizeBytes]);
        }
    }

    int sizeBytes() {
        return sizeBytes;
    }

    /** A free buffer, once there is one. */
    byte[] take() throws InterruptedException {
        return free.take();
    }

    void giveBack(byte[] buffer) {
        free.add(buffer);
    }
}
