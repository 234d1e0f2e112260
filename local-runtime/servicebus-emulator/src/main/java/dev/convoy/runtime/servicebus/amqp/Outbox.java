package dev.convoy.runtime.servicebus.amqp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import java.nio.ByteBuffer;
import org.apache.qpid.protonj2.buffer.ProtonBuffer;
import org.apache.qpid.protonj2.buffer.netty.Netty4ToProtonBufferAdapter;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has to say, gathered until the end of the turn: nothing leaves before the journal has what it tells of. Confined
 * to the broker's thread.
 */
final class Outbox {

    private static final int FIRST_BYTES = 4096;
    private static final int CHUNK_BYTES = 128 * 1024;
    private static final int MAX_BYTES = 512 * 1024;

    private final ChannelHandlerContext context;
    private @Nullable ByteBuf chunk;
    private int gatheredBytes;
    private int nextChunkBytes = FIRST_BYTES;

    Outbox(ChannelHandlerContext context) {
        this.context = context;
    }

    boolean isEmpty() {
        return chunk == null;
    }

    /** Whether more may be added without growing memory beyond what a slow client is worth. */
    boolean hasRoom() {
        return gatheredBytes < MAX_BYTES && context.channel().isWritable();
    }

    /** Takes the frame over. */
    void add(ProtonBuffer frame) {
        int length = frame.getReadableBytes();
        gatheredBytes += length;
        if (frame instanceof Netty4ToProtonBufferAdapter direct) {
            handOn(chunk);
            chunk = direct.unwrapAndRelease();
            nextChunkBytes = FIRST_BYTES;
            return;
        }
        ByteBuf to = chunkFor(length);
        ByteBuffer view = to.internalNioBuffer(to.writerIndex(), length);
        frame.copyInto(frame.getReadOffset(), view, view.position(), length);
        to.writerIndex(to.writerIndex() + length);
        frame.close();
    }

    /** Sends everything; null when there was nothing. */
    @Nullable
    ChannelFuture flush() {
        ByteBuf last = chunk;
        chunk = null;
        gatheredBytes = 0;
        nextChunkBytes = FIRST_BYTES;
        return last == null ? null : context.writeAndFlush(last);
    }

    /** Forgets what was not sent; what was handed to the channel goes with it when that is closed. */
    void discard() {
        ByteBuf last = chunk;
        chunk = null;
        if (last != null) {
            last.release();
        }
    }

    private ByteBuf chunkFor(int length) {
        ByteBuf current = chunk;
        if (current != null && current.writableBytes() >= length) {
            return current;
        }
        handOn(current);
        ByteBuf next = context.alloc().ioBuffer(Math.max(nextChunkBytes, length));
        nextChunkBytes = CHUNK_BYTES;
        chunk = next;
        return next;
    }

    /** To the channel, which sends nothing before it is told to flush. */
    private void handOn(@Nullable ByteBuf full) {
        if (full != null) {
            context.write(full).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        }
    }
}
