package dev.convoy.contracts.lookup;

import dev.convoy.contracts.id.LookupId;
import java.time.Instant;
import java.util.List;

/**
 * Several lookups were accepted together. Starts a parent orchestration with one child each.
 *
 * @param batchId id of the whole; the parent's instance id
 * @param lookups from 1 to {@value #MOST}, each with what its child needs to know
 */
public record LookupBatchRequested(LookupId batchId, List<LookupRequested> lookups, Instant requestedAt) {

    public static final int MOST = 100;

    public LookupBatchRequested {
        lookups = List.copyOf(lookups);
        if (lookups.isEmpty() || lookups.size() > MOST) {
            throw new IllegalArgumentException("lookups must be 1 to " + MOST);
        }
    }
}
