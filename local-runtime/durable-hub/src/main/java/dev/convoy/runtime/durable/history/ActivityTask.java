package dev.convoy.runtime.durable.history;

import org.jspecify.annotations.Nullable;

/**
 * An activity that was asked for and has not answered.
 *
 * @param sequence which start of that id it belongs to, since an id may be started again
 * @param generation which generation of that start asked for it; results for an older one are dropped
 */
public record ActivityTask(
        InstanceId instanceId,
        long sequence,
        int generation,
        int taskId,
        String name,
        @Nullable String version,
        @Nullable String input) {

    public Ref ref() {
        return new Ref(generation, taskId);
    }

    /** Names the task within its instance. */
    public record Ref(int generation, int taskId) {}
}
