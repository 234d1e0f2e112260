package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.InstanceId;
import dev.convoy.runtime.durable.history.OrchestrationStatus;
import dev.convoy.runtime.durable.history.TaskFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of an instance at one moment. */
public record InstanceStatus(
        InstanceId id,
        String name,
        @Nullable String version,
        OrchestrationStatus status,
        Instant createdAt,
        Instant lastUpdatedAt,
        @Nullable Instant scheduledStart,
        @Nullable String input,
        @Nullable String output,
        @Nullable String customStatus,
        @Nullable TaskFailure failure) {}
