package dev.convoy.runtime.host.trigger.servicebus;

import dev.convoy.runtime.host.log.HostLog;
import dev.convoy.runtime.host.log.LogLine;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What goes wrong between a trigger and its entity, logged once until something goes well. Safe for use by several threads. */
final class Complaints {

    private final BusSource source;
    private final HostLog log;
    private volatile boolean silent;
    private volatile @Nullable String last;

    Complaints(BusSource source, HostLog log) {
        this.source = source;
        this.log = log;
    }

    void about(Throwable failure) {
        String complaint = String.valueOf(failure.getMessage());
        if (!silent && !Objects.equals(complaint, last)) {
            last = complaint;
            log.about(
                    source.function().name(), LogLine.Level.WARN, "Service Bus " + source.address() + ": " + complaint);
        }
    }

    /** The same about one message, which comes back when its lock expires. */
    Mono<Void> aboutOne(Throwable failure) {
        about(failure);
        return Mono.empty();
    }

    void forget() {
        last = null;
    }

    /** Whatever fails from now on comes back when its lock expires. */
    void silence() {
        silent = true;
    }
}
