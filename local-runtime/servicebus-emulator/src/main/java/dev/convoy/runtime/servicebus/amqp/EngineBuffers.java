package dev.convoy.runtime.servicebus.amqp;

import io.netty.buffer.PooledByteBufAllocator;
import org.apache.qpid.protonj2.buffer.ProtonBuffer;
import org.apache.qpid.protonj2.buffer.ProtonBufferAllocator;
import org.apache.qpid.protonj2.buffer.ProtonCompositeBuffer;
import org.apache.qpid.protonj2.buffer.impl.ProtonByteArrayBufferAllocator;
import org.apache.qpid.protonj2.buffer.netty.Netty4ProtonBufferAllocator;

/**
 * The engines' allocator. Short frames are encoded into one array, one after another: each is copied to its connection's output
 * before the next begins. Long ones are encoded straight into a buffer that the socket takes. Confined to the broker's thread.
 */
final class EngineBuffers implements ProtonBufferAllocator {

    private static final int COPIED_BYTES = 16 * 1024;

    private final ProtonBufferAllocator heap = ProtonBufferAllocator.defaultAllocator();
    private final Netty4ProtonBufferAllocator direct = new Netty4ProtonBufferAllocator(PooledByteBufAllocator.DEFAULT);
    private final byte[] scratch = new byte[COPIED_BYTES];

    /** A short one is sound until the next call. */
    @Override
    public ProtonBuffer outputBuffer(int initialCapacity) {
        return initialCapacity <= COPIED_BYTES
                ? ProtonByteArrayBufferAllocator.wrapped(scratch, 0, initialCapacity)
                        .setWriteOffset(0)
                : direct.outputBuffer(initialCapacity);
    }

    @Override
    public ProtonBuffer allocate() {
        return heap.allocate();
    }

    @Override
    public ProtonBuffer allocate(int initialCapacity) {
        return heap.allocate(initialCapacity);
    }

    @Override
    public ProtonBuffer allocateHeapBuffer() {
        return heap.allocateHeapBuffer();
    }

    @Override
    public ProtonBuffer allocateHeapBuffer(int initialCapacity) {
        return heap.allocateHeapBuffer(initialCapacity);
    }

    @Override
    public ProtonCompositeBuffer composite() {
        return heap.composite();
    }

    @Override
    public ProtonCompositeBuffer composite(ProtonBuffer buffer) {
        return heap.composite(buffer);
    }

    @Override
    public ProtonCompositeBuffer composite(ProtonBuffer[] buffers) {
        return heap.composite(buffers);
    }

    @Override
    public ProtonBuffer copy(byte[] array, int offset, int length) {
        return heap.copy(array, offset, length);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
