package dev.convoy.runtime.cosmos.gateway;

import dev.convoy.runtime.cosmos.documents.ChangeLog;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;

/**
 * The answers that one network thread has ready after looking at all its connections once: the log is flushed one time for all of them, and
 * then they are sent. Confined to its network thread; holds at most what the connections have asked since the turn before.
 */
final class Turn {

    private final ChangeLog log;
    private List<Ready> ready = new ArrayList<>();

    Turn(ChangeLog log) {
        this.log = log;
    }

    /** Adds an answer; the first one has the rest of the turn done after the connections that are ready now. */
    void add(Exchange exchange, GatewayResponse answer, EventExecutor thread) {
        if (ready.isEmpty()) {
            thread.execute(this::end);
        }
        ready.add(new Ready(exchange, answer));
    }

    private void end() {
        List<Ready> all = ready;
        ready = new ArrayList<>(all.size());
        try {
            log.flush();
        } catch (RuntimeException failed) {
            GatewayResponse refusal = GatewayResponse.of(ErrorMapping.refusalOf(failed));
            all.forEach(one -> one.exchange().write(refusal));
            all.forEach(one -> one.exchange().flush());
            return;
        }
        all.forEach(one -> one.exchange().write(one.answer()));
        all.forEach(one -> one.exchange().flush());
    }

    private record Ready(Exchange exchange, GatewayResponse answer) {}
}
