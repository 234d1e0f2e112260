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

/** The parent of a batch: one child orchestration per lookup, under the lookup's own id. One execution or replay. */
final class LookupBatchOrchestration {

    static final String NAME = "LookupBatch";

    private LookupBatchOrchestration() {}

    /** Runs or replays the batch; the output is how many lookups it had. */
    static int run(TaskOrchestrationContext context) {
        LookupBatchRequested batch = Payloads.read(context.getInput(JsonNode.class), LookupBatchRequested.class);
        List<Task<String>> children = new ArrayList<>();
        for (LookupRequested lookup : batch.lookups()) {
            children.add(context.callSubOrchestrator(
                    LookupOrchestration.NAME,
                    Json.tree(lookup),
                    lookup.lookupId().value(),
                    String.class));
        }
        return context.allOf(children).await().size();
    }
}
