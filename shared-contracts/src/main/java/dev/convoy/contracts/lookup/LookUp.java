package dev.convoy.contracts.lookup;

import dev.convoy.contracts.id.LookupId;
import java.time.Instant;

/**
 * Command to one service's workers.
 *
 * @param respondBy when nobody waits any longer; a worker that gets the command later does not look up
 */
public record LookUp(LookupId lookupId, ServiceName service, LookupTarget target, Instant respondBy) {}
