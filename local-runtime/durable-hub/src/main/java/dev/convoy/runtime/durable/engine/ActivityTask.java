package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.InstanceId;
import org.jspecify.annotations.Nullable;

/**
 * An activity that was asked for and has not answered.
 *
 * @param sequence which start of that id it belongs to, since an id may be started again
 * @param generation which generation of that start asked for it; results for an older one are dropped
 */
record ActivityTask(
        InstanceId instanceId,
        long sequence,
        int generation,
        int taskId,
        String name,
        @Nullable String version,
        @Nullable String input) {

    Ref ref() {
        return new Ref(generation, taskId);
    }

    /** Names the task within its instance. */
    record Ref(int generation, int taskId) {}
}
