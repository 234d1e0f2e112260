package dev.convoy.contracts.lookup;

import dev.convoy.contracts.id.LookupId;
import java.time.Instant;

/** A lookup has ended and its caller wants to be called back. */
public record LookupEnded(LookupId lookupId, LookupStatus status, Instant endedAt) {}
