package dev.convoy.functions.lookup;

import dev.convoy.contracts.lookup.LookupTarget;
import dev.convoy.contracts.lookup.ServiceName;
import dev.convoy.contracts.lookup.SkippedService;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a caller wants to know, checked.
 *
 * @param services fit for the target, each once
 * @param skipped asked for and not fit
 */
record NewLookup(
        LookupTarget target, List<ServiceName> services, List<SkippedService> skipped, Optional<URI> callbackUrl) {

    NewLookup {
        services = List.copyOf(services);
        skipped = List.copyOf(skipped);
    }
}
