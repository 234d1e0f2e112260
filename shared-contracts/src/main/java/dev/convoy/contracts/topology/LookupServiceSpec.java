package dev.convoy.contracts.topology;

import dev.convoy.contracts.lookup.ServiceName;
import dev.convoy.contracts.lookup.TargetKind;
import java.time.Duration;
import java.util.Set;

/**
 * A lookup service.
 *
 * @param kinds targets it has something to say about
 * @param deadline after which its answer is not waited for
 */
public record LookupServiceSpec(ServiceName name, Set<TargetKind> kinds, Duration deadline) {

    public LookupServiceSpec {
        kinds = Set.copyOf(kinds);
    }

    /** The queue of its commands. */
    public String queue() {
        return "lookup-" + name;
    }
}
