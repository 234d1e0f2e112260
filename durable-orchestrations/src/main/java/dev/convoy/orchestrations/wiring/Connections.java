package dev.convoy.orchestrations.wiring;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * What has to be closed when the app ends. Not left to the container: it creates beans when they are first asked for, nobody asks it for
 * these, and what it has not created it does not close.
 */
record Connections(List<AutoCloseable> parts) implements ApplicationListener<ContextClosedEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    Connections {
        parts = List.copyOf(parts);
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent closed) {
        parts.forEach(Connections::close);
        LOG.atDebug().addKeyValue("connections", parts.size()).log("connections closed");
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception failed) { // AutoCloseable says no more; the others are to be closed all the same
            LOG.atWarn()
                    .setCause(failed)
                    .addKeyValue("part", part.getClass().getSimpleName())
                    .log("not closed");
        }
    }
}
