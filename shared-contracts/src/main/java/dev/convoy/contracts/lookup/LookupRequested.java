package dev.convoy.contracts.lookup;

import dev.convoy.contracts.id.LookupId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lookup was accepted. Starts its orchestration.
 *
 * @param services what to ask, each once, all fit for the target
 * @param batchId the batch it belongs to, whose document holds this lookup's own until its commands are written; null if it was asked for
 *     alone
 */
public record LookupRequested(
        LookupId lookupId,
        LookupTarget target,
        List<ServiceName> services,
        Instant requestedAt,
        @Nullable LookupId batchId) {

    public LookupRequested {
        services = List.copyOf(services);
    }
}
