package dev.convoy.orchestrations.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.lookup.LookupBatchRequested;
import dev.convoy.contracts.lookup.LookupRequested;
import dev.convoy.orchestrations.hub.Payloads;
import java.util.ArrayList;
import java.util.List;

/** The parent of a batch: one child orchestration per lookup, under the lookup's own id, so many at once. One execution or replay. */
final class LookupBatchOrchestration {

    static final String NAME = "LookupBatch";

    /** A service's deadline runs from its command, so commands must not wait behind those of a whole batch. */
    private static final int MOST_UNDER_WAY = 25;

    private LookupBatchOrchestration() {}

    /** Runs or replays the batch; the output is how many lookups it had. */
    static int run(TaskOrchestrationContext context) {
        LookupBatchRequested batch = Payloads.read(context.getInput(JsonNode.class), LookupBatchRequested.class);
        List<Task<?>> underWay = new ArrayList<>();
        for (LookupRequested lookup : batch.lookups()) {
            if (underWay.size() == MOST_UNDER_WAY) {
                context.anyOf(underWay).await();
                underWay.removeIf(Task::isDone);
            }
            underWay.add(context.callSubOrchestrator(
                    LookupOrchestration.NAME,
                    Json.tree(lookup),
                    lookup.lookupId().value(),
                    String.class));
        }
        while (!underWay.isEmpty()) {
            context.anyOf(underWay).await();
            underWay.removeIf(Task::isDone);
        }
        return batch.lookups().size();
    }
}
