package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.InstanceId;
import dev.convoy.runtime.durable.history.TaskFailure;
import org.jspecify.annotations.Nullable;

/** A worker's answer to an activity: a failure, or else a result that may be absent. */
public record ActivityResult(
        InstanceId instanceId,
        int taskId,
        @Nullable String result,
        @Nullable TaskFailure failure) {}
