package dev.convoy.contracts.lookup;

import dev.convoy.contracts.id.LookupId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lookup as it lies in the container {@code lookups}: inserted as Pending by the lookup API, ended by the orchestration. Results
 * lie beside it in documents of their own, one a service, written by workers.
 *
 * @param kind always {@value #KIND}
 * @param parentId the batch it belongs to, if any
 * @param states empty until the lookup has ended
 * @param callbackUrl where to send the final payload, if asked for
 */
public record LookupDocument(
        String id,
        LookupId lookupId,
        String kind,
        String clientId,
        @Nullable String parentId,
        LookupTarget target,
        List<ServiceName> services,
        List<SkippedService> skipped,
        LookupStatus status,
        List<ServiceState> states,
        @Nullable String callbackUrl,
        String correlationId,
        Instant requestedAt,
        @Nullable Instant endedAt,
        long ttl) {

    public static final String KIND = "lookup";

    public LookupDocument {
        services = List.copyOf(services);
        skipped = List.copyOf(skipped);
        states = List.copyOf(states);
    }
}
