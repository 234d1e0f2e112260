package dev.convoy.contracts.lookup;

import org.jspecify.annotations.Nullable;

/** How one service's part ended, as it lies in the lookup's document once the lookup has ended. */
public record ServiceState(
        ServiceName service, TaskOutcome outcome, @Nullable String failure) {}
