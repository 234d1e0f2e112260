package dev.convoy.contracts.lookup;

import dev.convoy.contracts.id.LookupId;
import java.time.Instant;
import java.util.List;

/**
 * A lookup was accepted. Starts its orchestration.
 *
 * @param services what to ask, each once, all fit for the target
 */
public record LookupRequested(LookupId lookupId, LookupTarget target, List<ServiceName> services, Instant requestedAt) {

    public LookupRequested {
        services = List.copyOf(services);
    }
}
