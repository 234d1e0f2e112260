package dev.convoy.runtime.servicebus.amqp;

import dev.convoy.runtime.kit.fault.FaultPlan;
import dev.convoy.runtime.kit.journal.JournalException;
import dev.convoy.runtime.kit.time.Timers;
import dev.convoy.runtime.servicebus.broker.Broker;
import dev.convoy.runtime.servicebus.store.Compaction;
import dev.convoy.runtime.servicebus.store.JournalStore;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which the broker and all its connections run. Work of one turn (whatever arrived on all sockets) ends with one
 * write to the journal, and only then with the answers: a group commit that needs no waiting.
 */
public final class BrokerLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerLoop.class);

    private final EventLoop eventLoop;
    private final Broker broker;
    private final JournalStore store;
    private final Timers timers;
    private final Dispatcher dispatcher;
    private final Compaction compaction;
    private final EngineBuffers engineBuffers = new EngineBuffers();
    private List<AmqpConnection> unflushed = new ArrayList<>();
    private List<AmqpConnection> flushing = new ArrayList<>();
    private boolean endOfTurnSet;
    private boolean compacting;
    private long alarmAtMillis = Long.MAX_VALUE;
    private Timers.@Nullable Scheduled alarm;
    private volatile boolean failed;
    private volatile FaultPlan faults = FaultPlan.none();

    public BrokerLoop(EventLoop eventLoop, Broker broker, JournalStore store, Timers timers) {
        this.eventLoop = eventLoop;
        this.broker = broker;
        this.store = store;
        this.timers = timers;
        this.dispatcher = new Dispatcher(this);
        this.compaction = new Compaction(store, broker);
    }

    public Broker broker() {
        return broker;
    }

    /** The time of the broker: milliseconds since 1970 by the clock it was given. */
    public long nowMillis() {
        return timers.clock().millis();
    }

    /** What goes wrong on purpose from now on. On any thread. */
    public void injectFaults(FaultPlan plan) {
        faults = plan;
    }

    /** What goes wrong on purpose. */
    public FaultPlan faults() {
        return faults;
    }

    /** Runs a task on the broker's thread after a delay. */
    void later(Duration delay, Runnable task) {
        timers.schedule(timers.clock().instant().plus(delay), () -> eventLoop.execute(task));
    }

    /** Whether the journal has refused a write; nothing is acknowledged any more. */
    public boolean hasFailed() {
        return failed;
    }

    /** Runs a task on the broker's thread and waits for its result, durably. Not to be called on that thread. */
    public <T> T call(java.util.concurrent.Callable<T> task) {
        return eventLoop
                .submit(() -> {
                    T result = task.call();
                    endTurn();
                    return result;
                })
                .syncUninterruptibly()
                .getNow();
    }

    /** Ends what runs beside the clients; on any thread, when there are none left. */
    @Override
    public void close() {
        eventLoop.submit(compaction::close).syncUninterruptibly();
    }

    EngineBuffers engineBuffers() {
        return engineBuffers;
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    Timers timers() {
        return timers;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    /** The broker may have changed: deliver, store and answer at the end of this turn. */
    void changed() {
        if (!endOfTurnSet) {
            endOfTurnSet = true;
            eventLoop.execute(this::endTurn);
        }
    }

    void toFlush(AmqpConnection connection) {
        unflushed.add(connection);
        changed();
    }

    /** Ends the turn now: what was done is durable when this returns. On the broker's thread. */
    public void endTurn() {
        endOfTurnSet = false;
        if (failed) {
            return;
        }
        dispatcher.dispatch();
        try {
            store.flush();
        } catch (JournalException e) {
            fail(e);
            return;
        }
        List<AmqpConnection> ready = unflushed;
        unflushed = flushing;
        flushing = ready;
        ready.forEach(AmqpConnection::flush);
        ready.clear();
        setAlarm();
        if (!compacting && compaction.isWanted()) {
            compacting = true;
            eventLoop.execute(this::compact);
        }
    }

    /** One step, and the next after whatever else has come in. */
    private void compact() {
        compaction.step();
        compacting = compaction.isWanted() && !failed;
        if (compacting) {
            eventLoop.execute(this::compact);
        }
    }

    private void fail(JournalException cause) {
        failed = true;
        LOG.atError().setCause(cause).log("The journal refuses writes; no message is acknowledged any more");
        unflushed.forEach(AmqpConnection::abort);
        unflushed.clear();
    }

    /** Sets the alarm no later than the next time something is due; one that is early costs less than moving it each turn. */
    private void setAlarm() {
        long due = broker.nextDueMillis();
        if (due >= alarmAtMillis) {
            return;
        }
        Timers.Scheduled before = alarm;
        if (before != null) {
            before.cancel();
        }
        alarmAtMillis = due;
        alarm = timers.schedule(Instant.ofEpochMilli(due), this::ring);
    }

    /** Waits until the work is done, so that a clock moved by hand finds it done. */
    private void ring() {
        try {
            eventLoop.submit(this::tick).syncUninterruptibly();
        } catch (RejectedExecutionException closed) {
            LOG.atDebug().setCause(closed).log("A broker's alarm came after its end");
        }
    }

    private void tick() {
        alarmAtMillis = Long.MAX_VALUE;
        alarm = null;
        broker.tick(nowMillis());
        endTurn();
    }
}
