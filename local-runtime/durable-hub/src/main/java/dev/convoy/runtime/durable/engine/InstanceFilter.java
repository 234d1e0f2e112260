package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.OrchestrationStatus;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which instances are meant; an absent bound or an empty set excludes nothing. Bounds of time are inclusive. */
public record InstanceFilter(
        Set<OrchestrationStatus> statuses,
        @Nullable Instant createdFrom,
        @Nullable Instant createdTo,
        @Nullable String idPrefix) {

    public InstanceFilter {
        statuses = Set.copyOf(statuses);
    }

    /** Every instance. */
    public static InstanceFilter all() {
        return new InstanceFilter(Set.of(), null, null, null);
    }

    boolean matches(Instance instance) {
        return (statuses.isEmpty() || statuses.contains(instance.status()))
                && (createdFrom == null || !instance.createdAt.isBefore(createdFrom))
                && (createdTo == null || !instance.createdAt.isAfter(createdTo))
                && (idPrefix == null || instance.id.value().startsWith(idPrefix));
    }
}
