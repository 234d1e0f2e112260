package dev.convoy.benchmarks.broker;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One sender and one receiver of the queue {@code q}, and one message of 1 KB at a time between them. */
final class PingPong {

    private static final int LIMIT_SECONDS = 10;

    private final EventLoopGroup group = new NioEventLoopGroup(1, new DefaultThreadFactory("ping-pong", true));
    private final BlockingQueue<Long> receipts = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> acknowledgements = new LinkedBlockingQueue<>();
    private final Ping ping = new Ping();
    private final Pong pong = new Pong();

    PingPong(int port) {
        ping.connect(group, port);
        pong.connect(group, port);
        pong.execute(pong::grant);
    }

    /** Sends one message and waits until it has arrived and is acknowledged. */
    Trip trip() throws InterruptedException {
        long start = System.nanoTime();
        ping.execute(ping::send);
        return new Trip(Duration.ofNanos(take(receipts) - start), Duration.ofNanos(take(acknowledgements) - start));
    }

    void close() {
        ping.close();
        pong.close();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static long take(BlockingQueue<Long> from) throws InterruptedException {
        Long time = from.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (time == null) {
            throw new IllegalStateException("a message did not arrive");
        }
        return time;
    }

    /** How long one message took. */
    record Trip(Duration delivered, Duration acknowledged) {}

    private final class Ping extends LoadClient {
        private final Payload payload = new Payload(1024);
        private int sent;

        Ping() {
            super(Frames.attachSender("q"));
        }

        void send() {
            Frames.transfer(out(), sent++, payload.next());
        }

        @Override
        void flow(FrameFields fields) {
            // Credit is never short with one message at a time.
        }

        @Override
        void transfer(FrameFields fields) {
            throw new IllegalStateException("the broker sent a message to a sender");
        }

        @Override
        void disposition(FrameFields fields) {
            acknowledgements.add(System.nanoTime());
        }

        @Override
        void failed(RuntimeException why) {
            // The next trip does not end.
        }
    }

    private final class Pong extends LoadClient {
        private static final int WINDOW = 100;
        private long count;

        Pong() {
            super(Frames.attachReceiver("q"));
        }

        void grant() {
            out().writeBytes(Frames.credit(count, WINDOW));
        }

        @Override
        void flow(FrameFields fields) {
            // Credit is counted here.
        }

        @Override
        void transfer(FrameFields fields) {
            receipts.add(System.nanoTime());
            Frames.accept(out(), (int) fields.skip(1).number(0));
            if (++count % (WINDOW / 2) == 0) {
                grant();
            }
        }

        @Override
        void disposition(FrameFields fields) {
            // An answer to an answer.
        }

        @Override
        void failed(RuntimeException why) {
            // The next trip does not end.
        }
    }
}
