package dev.convoy.runtime.host.trigger;

import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.log.HostLog;
import dev.convoy.runtime.host.log.LogLine;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What goes wrong between a trigger and its source, logged once until something goes well. Safe for use by several threads. */
public final class Complaints {

    private final HostLog log;
    private final String function;
    private final String source;
    private volatile boolean silent;
    private volatile @Nullable String last;

    /** @param source how logs call it */
    public Complaints(HostLog log, FunctionDefinition function, String source) {
        this.log = log;
        this.function = function.name();
        this.source = source;
    }

    public void about(Throwable failure) {
        about(String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
    }

    public void about(String complaint) {
        if (!silent && !Objects.equals(complaint, last)) {
            last = complaint;
            log.about(function, LogLine.Level.WARN, source + ": " + complaint);
        }
    }

    /** The same about one event, which comes again by itself. */
    public Mono<Void> aboutOne(Throwable failure) {
        about(failure);
        return Mono.empty();
    }

    public void forget() {
        last = null;
    }

    /** Whatever fails from now on is nobody's business: the trigger is closing, and what it has not handled comes again. */
    public void silence() {
        silent = true;
    }
}
