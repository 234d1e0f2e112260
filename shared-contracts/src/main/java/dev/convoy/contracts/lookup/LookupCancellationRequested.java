package dev.convoy.contracts.lookup;

import dev.convoy.contracts.id.LookupId;
import java.time.Instant;

/** The caller has no use for the rest of a lookup. What has come in stays. */
public record LookupCancellationRequested(LookupId lookupId, Instant requestedAt) {}
