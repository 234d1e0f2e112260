package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.InstanceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A client's wish to start an orchestration, at once or at a later time. */
public record StartRequest(
        InstanceId id,
        String name,
        @Nullable String version,
        @Nullable String input,
        @Nullable Instant scheduledStart) {

    public StartRequest {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: the orchestrator's name must not be blank");
        }
    }
}
