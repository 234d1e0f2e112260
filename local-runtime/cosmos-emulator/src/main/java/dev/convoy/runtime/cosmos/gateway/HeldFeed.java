package dev.convoy.runtime.cosmos.gateway;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One read of a change feed that had nothing to tell and is held back until there is a change or its time is up. Only change feed
 * processors are treated so, and clients whose user agent has the mark: they ask again and again anyway, and this way they hear at once and
 * ask less often. The service answers 304 at once. Safe for use by several threads.
 */
final class HeldFeed {

    /** How long an answer is held back at most; processors wait 5 s between two questions unless told otherwise. */
    static final Duration LONGEST = Duration.ofSeconds(1);

    /** What a client puts into the suffix of its user agent to be treated so; the service ignores it. */
    static final String USER_AGENT_MARK = "awaits-changes";

    private final Supplier<GatewayResponse> read;
    private final Consumer<GatewayResponse> sender;
    private final Executor workers;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Runnable changed = this::readAgain;
    private volatile GatewayResponse.@Nullable NothingNew waitsFor;
    private volatile Runnable cancelEnd = () -> {};

    /**
     * A read that is not held yet.
     *
     * @param read asks the partition again
     * @param sender sends the answer; called once
     */
    HeldFeed(Supplier<GatewayResponse> read, Consumer<GatewayResponse> sender, Executor workers) {
        this.read = read;
        this.sender = sender;
        this.workers = workers;
    }

    /** Holds it; {@code cancelEnd} is run when it need not be given up any more. */
    void hold(GatewayResponse.NothingNew nothingNew, Runnable cancelsEnd) {
        cancelEnd = cancelsEnd;
        await(nothingNew);
    }

    /** The time is up: whatever there is now is the answer. */
    void giveUp() {
        GatewayResponse.NothingNew last = waitsFor;
        if (last != null) {
            last.partition().stopAwaiting(changed);
        }
        answer(read.get());
    }

    private void await(GatewayResponse.NothingNew nothingNew) {
        waitsFor = nothingNew;
        nothingNew.partition().awaitChange(nothingNew.lsn(), changed);
        if (ended.get()) {
            nothingNew.partition().stopAwaiting(changed);
        }
    }

    /** Called under the partition's lock: leaves it to a worker. */
    private void readAgain() {
        try {
            workers.execute(this::readOnWorker);
        } catch (RejectedExecutionException full) {
            // The end of the time is near; it answers then.
        }
    }

    private void readOnWorker() {
        if (ended.get()) {
            return;
        }
        GatewayResponse response = read.get();
        response.nothingNew().ifPresentOrElse(this::await, () -> answer(response));
    }

    private void answer(GatewayResponse response) {
        if (ended.compareAndSet(false, true)) {
            cancelEnd.run();
            sender.accept(response);
        }
    }
}
