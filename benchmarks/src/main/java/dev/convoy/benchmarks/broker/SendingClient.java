package dev.convoy.benchmarks.broker;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sends a number of messages, so many of them unanswered at any time, and waits for all answers. */
final class SendingClient extends LoadClient {

    private final Payload payload;
    private final int window;
    private final CountDownLatch acknowledged;
    private final AtomicReference<@Nullable RuntimeException> failure;
    private long left;
    private boolean started;
    private int sent;
    private int answered;
    private long sendLimit;

    SendingClient(Load load, long count, CountDownLatch acknowledged) {
        super(Frames.attachSender(load.place().queue()));
        this.payload = new Payload(load.bytes());
        this.window = load.window();
        this.failure = load.failure();
        this.acknowledged = acknowledged;
        this.left = count;
    }

    /** Begins to send. */
    void start() {
        execute(() -> {
            started = true;
            sendMore();
        });
    }

    @Override
    void flow(FrameFields fields) {
        boolean ofLink = fields.skip(4).number(-1) >= 0;
        if (ofLink) {
            long deliveryCount = fields.number(0);
            sendLimit = deliveryCount + fields.number(0);
            sendMore();
        }
    }

    @Override
    void transfer(FrameFields fields) {
        failed(new IllegalStateException("the broker sent a message to a sender"));
    }

    @Override
    void disposition(FrameFields fields) {
        fields.skip(1);
        long first = fields.number(0);
        long last = fields.number(first);
        fields.skip(1);
        if (fields.descriptor() != Frames.ACCEPTED) {
            failed(new IllegalStateException("message " + first + " was not accepted"));
            return;
        }
        for (long id = first; id <= last; id++) {
            answered++;
            acknowledged.countDown();
        }
        sendMore();
    }

    @Override
    void failed(RuntimeException why) {
        if (acknowledged.getCount() > 0) {
            failure.compareAndSet(null, why);
            while (acknowledged.getCount() > 0) {
                acknowledged.countDown();
            }
        }
    }

    private void sendMore() {
        while (started && left > 0 && sent - answered < window && sent < sendLimit) {
            Frames.transfer(out(), sent, payload.next());
            sent++;
            left--;
            flushIfLong();
        }
    }
}
