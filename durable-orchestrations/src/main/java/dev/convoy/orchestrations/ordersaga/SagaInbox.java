package dev.convoy.orchestrations.ordersaga;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.convoy.orchestrations.hub.Payloads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The signals of one orchestration. Waits for each name once at a time, so that a signal that comes early is kept, and one that
 * comes twice is seen once. Confined to the orchestrator's thread; rebuilt by each replay.
 */
final class SagaInbox {

    private final TaskOrchestrationContext context;
    private final Map<String, Task<JsonNode>> waiting = new HashMap<>();
    private final Map<String, Boolean> taken = new HashMap<>();

    SagaInbox(TaskOrchestrationContext context) {
        this.context = context;
    }

    /** The signal has come and was not taken. */
    boolean has(String name) {
        return !taken.containsKey(name) && task(name).isDone();
    }

    /** Takes a signal that has come; it will not be seen again. */
    <T> T take(String name, Class<T> type) {
        taken.put(name, true);
        return Payloads.read(task(name).await(), type);
    }

    /** Takes a signal that has come, and waits for the next of its name. */
    <T> T takeOneOfMany(String name, Class<T> type) {
        T signal = Payloads.read(task(name).await(), type);
        waiting.remove(name);
        return signal;
    }

    /** Waits until one of the names, or one of the other tasks, has come. Names that were taken are not waited for. */
    void awaitAny(Collection<String> names, Collection<Task<Void>> others) {
        List<Task<?>> tasks = new ArrayList<>(others);
        for (String name : names) {
            if (!taken.containsKey(name)) {
                tasks.add(task(name));
            }
        }
        context.anyOf(tasks).await();
    }

    private Task<JsonNode> task(String name) {
        return waiting.computeIfAbsent(name, key -> context.waitForExternalEvent(key, JsonNode.class));
    }
}
