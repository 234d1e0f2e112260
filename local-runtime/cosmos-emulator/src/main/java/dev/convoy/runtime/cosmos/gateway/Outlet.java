package dev.convoy.runtime.cosmos.gateway;

import dev.convoy.runtime.cosmos.documents.ChangeLog;
import io.netty.util.concurrent.FastThreadLocal;

/** The way out for answers: none goes before the log has kept what it tells. Each network thread has a {@link Turn} of its own. */
final class Outlet {

    private final ChangeLog log;
    private final FastThreadLocal<Turn> turns = new FastThreadLocal<>() {
        @Override
        protected Turn initialValue() {
            return new Turn(log);
        }
    };

    Outlet(ChangeLog log) {
        this.log = log;
    }

    /** Sends an answer: at the end of the turn on the connection's own thread, at once on another. */
    void send(Exchange exchange, GatewayResponse answer) {
        if (exchange.context().executor().inEventLoop()) {
            turns.get().add(exchange, answer, exchange.context().executor());
            return;
        }
        exchange.write(kept(answer));
        exchange.flush();
    }

    private GatewayResponse kept(GatewayResponse answer) {
        try {
            log.flush();
            return answer;
        } catch (RuntimeException failed) {
            return GatewayResponse.of(ErrorMapping.refusalOf(failed));
        }
    }
}
