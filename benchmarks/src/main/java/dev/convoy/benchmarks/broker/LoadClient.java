package dev.convoy.benchmarks.broker;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One client's connection with one link; what it does with it is its subclass's. Confined to the client's event loop. */
abstract class LoadClient extends ByteToMessageDecoder {

    private static final int FLUSH_BYTES = 256 * 1024;

    private final CompletableFuture<Void> attached = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final FrameFields fields = new FrameFields();
    private final byte[] attach;
    private int headersToCome = 2;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf out;

    LoadClient(byte[] attach) {
        this.attach = attach;
    }

    /** Connects and attaches. */
    void connect(EventLoopGroup group, int port) {
        new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(LoadClient.this);
                    }
                })
                .connect("127.0.0.1", port)
                .syncUninterruptibly();
        attached.join();
    }

    /** Runs on the event loop. */
    void execute(Runnable task) {
        context().executor().execute(() -> {
            task.run();
            flush();
        });
    }

    /** Closes in order: everything said before has been taken when this returns. */
    void close() {
        execute(() -> out().writeBytes(Frames.close()));
        gone.join();
    }

    abstract void flow(FrameFields fields);

    abstract void transfer(FrameFields fields);

    abstract void disposition(FrameFields fields);

    abstract void failed(RuntimeException why);

    /** Where frames go until the end of the turn. */
    ByteBuf out() {
        ByteBuf buffer = out;
        if (buffer == null) {
            buffer = context().alloc().ioBuffer(FLUSH_BYTES + 2 * Frames.MAX_FRAME_BYTES);
            out = buffer;
        }
        return buffer;
    }

    void flushIfLong() {
        ByteBuf buffer = out;
        if (buffer != null && buffer.readableBytes() >= FLUSH_BYTES) {
            flush();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        Frames.greet(out());
        out().writeBytes(attach);
        flush();
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> unused) {
        while (in.readableBytes() >= 8) {
            int length = in.getInt(in.readerIndex());
            if (headersToCome > 0 && length == 0x414d_5150) {
                headersToCome--;
                in.skipBytes(8);
            } else if (in.readableBytes() >= length) {
                frame(in, length);
            } else {
                break;
            }
        }
        flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(new IllegalStateException("the broker closed the connection"));
        gone.complete(null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(new IllegalStateException("the connection failed", cause));
        ctx.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    private void frame(ByteBuf in, int length) {
        int end = in.readerIndex() + length;
        in.skipBytes(4);
        int header = in.readInt();
        int type = header >>> 16 & 0xff;
        if (length > 8 && type == 0) {
            perform(fields.open(in), in, end);
        }
        in.readerIndex(end);
    }

    private void perform(int performative, ByteBuf in, int end) {
        switch (performative) {
            case Frames.OPEN, Frames.BEGIN -> {
                // as expected
            }
            case Frames.ATTACH -> attached.complete(null);
            case Frames.FLOW -> flow(fields);
            case Frames.TRANSFER -> transfer(fields);
            case Frames.DISPOSITION -> disposition(fields);
            case Frames.CLOSE -> {
                String text = in.toString(in.readerIndex(), end - in.readerIndex(), StandardCharsets.ISO_8859_1);
                fail(new IllegalStateException("the broker said close: " + text));
                gone.complete(null);
                context().close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
            }
            default -> {
                String text = in.toString(in.readerIndex(), end - in.readerIndex(), StandardCharsets.ISO_8859_1);
                fail(new IllegalStateException("the broker said " + performative + ": " + text));
            }
        }
    }

    private void fail(RuntimeException why) {
        attached.completeExceptionally(why);
        failed(why);
    }

    private void flush() {
        ByteBuf buffer = out;
        out = null;
        if (buffer != null) {
            context().writeAndFlush(buffer).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        }
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            throw new IllegalStateException("not connected");
        }
        return ctx;
    }
}
