package dev.convoy.benchmarks.broker;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Receives whatever comes and accepts each message by itself, with credit for so many at any time. */
final class ReceivingClient extends LoadClient {

    private final int window;
    private final CountDownLatch received;
    private final AtomicReference<@Nullable RuntimeException> failure;
    private long count;
    private long granted;
    private long deliveryId;

    ReceivingClient(Load load, CountDownLatch received) {
        super(Frames.attachReceiver(load.place().queue()));
        this.window = load.window();
        this.received = received;
        this.failure = load.failure();
    }

    /** Grants the first credit. */
    void start() {
        execute(this::grant);
    }

    @Override
    void flow(FrameFields fields) {
        // The broker's state is of no interest: credit is counted here.
    }

    @Override
    void transfer(FrameFields fields) {
        fields.skip(1);
        deliveryId = fields.number(deliveryId);
        boolean more = fields.skip(3).flag();
        if (more) {
            return;
        }
        count++;
        received.countDown();
        Frames.accept(out(), (int) deliveryId);
        if (granted - count <= window / 2) {
            grant();
        }
    }

    @Override
    void disposition(FrameFields fields) {
        // An answer to an answer, from brokers that give one.
    }

    @Override
    void failed(RuntimeException why) {
        if (received.getCount() > 0) {
            failure.compareAndSet(null, why);
            while (received.getCount() > 0) {
                received.countDown();
            }
        }
    }

    private void grant() {
        granted = count + window;
        out().writeBytes(Frames.credit(count, window));
    }
}
