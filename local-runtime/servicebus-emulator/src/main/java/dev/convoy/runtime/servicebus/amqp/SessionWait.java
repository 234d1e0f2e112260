package dev.convoy.runtime.servicebus.amqp;

import dev.convoy.runtime.kit.time.Timers;
import dev.convoy.runtime.servicebus.broker.MessageQueue;
import dev.convoy.runtime.servicebus.broker.Outcome;
import dev.convoy.runtime.servicebus.broker.ReceiveMode;
import dev.convoy.runtime.servicebus.broker.Refusal;
import dev.convoy.runtime.servicebus.broker.Refusal.Reason;
import dev.convoy.runtime.servicebus.broker.SessionLock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.protonj2.engine.Sender;
import org.apache.qpid.protonj2.engine.Session;
import org.apache.qpid.protonj2.types.Symbol;
import org.apache.qpid.protonj2.types.messaging.Source;
import org.jspecify.annotations.Nullable;

/**
 * A client's attach that asks for a session: answered at once when the session is free, held until one is, or refused when
 * its time is over. Confined to the broker's thread.
 */
final class SessionWait {

    private static final Symbol SESSION_FILTER = Symbol.valueOf("com.microsoft:session-filter");
    private static final Symbol LOCKED_UNTIL = Symbol.valueOf("com.microsoft:locked-until-utc");
    private static final long TICKS_PER_MILLI = 10_000;
    private static final long TICKS_AT_1970 = 621_355_968_000_000_000L;

    private final AmqpConnection connection;
    private final Sender link;
    private final MessageQueue queue;
    private final ReceiveMode mode;
    private final @Nullable String sessionId;
    private final long timeoutMillis;
    private Timers.@Nullable Scheduled deadline;
    private boolean ended;

    SessionWait(
            AmqpConnection connection,
            Sender link,
            MessageQueue queue,
            ReceiveMode mode,
            @Nullable String sessionId,
            long timeoutMillis) {
        this.connection = connection;
        this.link = link;
        this.queue = queue;
        this.mode = mode;
        this.sessionId = sessionId;
        this.timeoutMillis = timeoutMillis;
    }

    MessageQueue queue() {
        return queue;
    }

    boolean isOf(Session amqpSession) {
        return link.getSession() == amqpSession;
    }

    void begin() {
        tryNow();
        if (ended) {
            return;
        }
        BrokerLoop loop = connection.loop();
        loop.dispatcher().add(this);
        connection.addWait(this);
        link.detachHandler(it -> end());
        link.closeHandler(it -> end());
        Instant at = Instant.ofEpochMilli(loop.nowMillis() + timeoutMillis);
        deadline = loop.timers().schedule(at, () -> loop.eventLoop().execute(this::giveUp));
    }

    void tryNow() {
        if (ended) {
            return;
        }
        BrokerLoop loop = connection.loop();
        switch (loop.broker().acceptSession(queue, sessionId, loop.nowMillis())) {
            case Outcome.Done<SessionLock>(SessionLock lock) -> accept(lock);
            case Outcome.Refused<SessionLock>(Refusal refusal) when refusal.reason() == Reason.TIMEOUT -> {
                // None is free yet: wait.
            }
            case Outcome.Refused<SessionLock>(Refusal refusal) -> refuse(refusal);
        }
    }

    private void accept(SessionLock lock) {
        end();
        Source source = link.getRemoteSource().copy();
        Map<Symbol, Object> filter = new HashMap<>(source.getFilter());
        filter.put(SESSION_FILTER, lock.sessionId());
        source.setFilter(filter);
        long ticks = lock.lockedUntilMillis() * TICKS_PER_MILLI + TICKS_AT_1970;
        new ReceiverLink(connection, link, queue, mode, lock).open(source, Map.of(LOCKED_UNTIL, ticks));
    }

    private void giveUp() {
        if (!ended) {
            refuse(new Refusal(
                    Reason.TIMEOUT,
                    "The operation did not complete within the allotted timeout of " + timeoutMillis + " ms."));
            connection.loop().changed();
        }
    }

    void refuse(Refusal refusal) {
        end();
        LinkOpener.refuse(link, refusal);
    }

    /** The client waits no longer, for whatever reason. */
    void end() {
        ended = true;
        connection.removeWait(this);
        connection.loop().dispatcher().remove(this);
        Timers.Scheduled timer = deadline;
        if (timer != null) {
            timer.cancel();
        }
    }
}
