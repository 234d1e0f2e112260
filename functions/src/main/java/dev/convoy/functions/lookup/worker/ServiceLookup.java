package dev.convoy.functions.lookup.worker;

import dev.convoy.contracts.lookup.LookupTarget;
import dev.convoy.contracts.lookup.ServiceName;
import java.time.Duration;

/** One lookup service's own part: how to find something out about a target. Safe for use by several threads. */
public interface ServiceLookup {

    ServiceName service();

    /** How long a finding stays true enough to be used again. */
    Duration freshFor();

    /**
     * Looks the target up.
     *
     * @throws ProviderException if there is no sensible answer
     */
    Finding find(LookupTarget target);
}
