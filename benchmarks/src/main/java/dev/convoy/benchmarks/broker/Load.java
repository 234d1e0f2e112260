package dev.convoy.benchmarks.broker;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a number of clients, all on one thread, do to one queue of a broker.
 *
 * @param bytes of each message's body
 * @param window messages that are under way to or from each client at any time
 * @param failure what went wrong in a client
 */
record Load(Place place, int clients, int bytes, int window, AtomicReference<@Nullable RuntimeException> failure) {

    private static final Duration LIMIT = Duration.ofMinutes(4);

    /** On the queue that every broker has. */
    static Load of(BrokerProcess broker, int clients, int bytes) {
        return of(new Place(broker.port(), BrokerMain.QUEUE), clients, bytes);
    }

    static Load of(Place place, int clients, int bytes) {
        int window = Math.max(16, Math.min(500, 8_000_000 / bytes / clients));
        return new Load(place, clients, bytes, window, new AtomicReference<>());
    }

    /** Sends so many messages; answers how long it took until the last was acknowledged. */
    Duration send(int count) {
        CountDownLatch acknowledged = new CountDownLatch(count);
        List<SendingClient> senders = new ArrayList<>();
        return run(acknowledged, () -> {
            int share = count / clients + (senders.size() < count % clients ? 1 : 0);
            SendingClient client = new SendingClient(this, share, acknowledged);
            senders.add(client);
            return new Client(client, client::start);
        });
    }

    /** Receives and accepts so many messages; answers how long it took from the first credit to the last of them. */
    Duration receive(int count) {
        CountDownLatch received = new CountDownLatch(count);
        return run(received, () -> {
            ReceivingClient client = new ReceivingClient(this, received);
            return new Client(client, client::start);
        });
    }

    private Duration run(CountDownLatch done, Supplier<Client> maker) {
        EventLoopGroup group = new NioEventLoopGroup(1, new DefaultThreadFactory("load", true));
        try {
            List<Client> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                all.add(maker.get());
            }
            all.forEach(client -> client.connection().connect(group, place.port()));
            long start = System.nanoTime();
            all.forEach(client -> client.start().run());
            await(done);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            all.forEach(client -> client.connection().close());
            return took;
        } finally {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private void await(CountDownLatch done) {
        try {
            if (!done.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("not done after " + LIMIT + ": " + done.getCount() + " to come");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        RuntimeException why = failure.get();
        if (why != null) {
            throw why;
        }
    }

    /** A queue of the broker at a port of this machine. */
    record Place(int port, String queue) {}

    /** A connection and what sets it going. */
    private record Client(LoadClient connection, Runnable start) {}
}
