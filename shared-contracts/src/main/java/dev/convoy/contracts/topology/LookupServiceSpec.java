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

    /** What the name of a service's queue begins with; a constant because annotations need it so. */
    public static final String QUEUE_PREFIX = "lookup-";

    public LookupServiceSpec {
        kinds = Set.copyOf(kinds);
    }

    /** The queue of its commands. */
    public String queue() {
        return QUEUE_PREFIX + name;
    }
}
