package dev.convoy.runtime.durable.history;

import org.jspecify.annotations.Nullable;

/** Who called a sub-orchestration, and under which generation and action id the caller waits for its result. */
public record ParentInstance(
        InstanceId id, String name, @Nullable String version, int generation, int taskId) {}
