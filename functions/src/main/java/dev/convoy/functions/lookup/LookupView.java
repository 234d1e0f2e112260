package dev.convoy.functions.lookup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.lookup.LookupDocument;
import dev.convoy.contracts.lookup.ResultLocation;
import dev.convoy.contracts.lookup.ServiceName;
import dev.convoy.contracts.lookup.ServiceResult;
import dev.convoy.contracts.lookup.ServiceState;
import dev.convoy.contracts.lookup.TaskCompleted;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A lookup as its caller sees it: one payload with the state of every service and the results so far. Large results are named by a
 * link. Stateless.
 */
final class LookupView {

    private LookupView() {}

    static ObjectNode of(LookupBook.Entry entry) {
        LookupDocument lookup = entry.lookup();
        ObjectNode view = Json.mapper().createObjectNode();
        view.put("lookupId", lookup.lookupId().value());
        view.set("target", Json.tree(lookup.target()));
        view.put("status", lookup.status().name());
        view.put("requestedAt", lookup.requestedAt().toString());
        if (lookup.endedAt() != null) {
            view.put("endedAt", lookup.endedAt().toString());
        }
        ObjectNode services = view.putObject("services");
        Map<ServiceName, ServiceResult> results = entry.results().stream()
                .collect(Collectors.toMap(result -> result.completed().service(), Function.identity()));
        for (ServiceName service : lookup.services()) {
            ServiceResult result = results.get(service);
            services.set(service.value(), result == null ? withoutResult(lookup, service) : withResult(lookup, result));
        }
        lookup.skipped().forEach(skipped -> services.putObject(skipped.service().value())
                .put("state", "skipped")
                .put("reason", skipped.reason()));
        return view;
    }

    private static ObjectNode withoutResult(LookupDocument lookup, ServiceName service) {
        ObjectNode view = Json.mapper().createObjectNode();
        ServiceState state = lookup.states().stream()
                .filter(known -> known.service().equals(service))
                .findFirst()
                .orElse(null);
        if (state == null) {
            return view.put("state", lookup.status().isFinal() ? "cancelled" : "pending");
        }
        view.put("state", state.outcome().name());
        return state.failure() == null ? view : view.put("reason", state.failure());
    }

    private static ObjectNode withResult(LookupDocument lookup, ServiceResult result) {
        TaskCompleted completed = result.completed();
        ObjectNode view = Json.mapper()
                .createObjectNode()
                .put("state", completed.outcome().name())
                .put("elapsedMillis", completed.elapsedMillis())
                .put("cached", completed.cached());
        if (completed.failure() != null) {
            view.put("reason", completed.failure());
        }
        ResultLocation location = completed.result();
        if (result.data() != null) {
            view.set("result", result.data());
        } else if (location != null) {
            view.put("storedIn", Json.tree(location).path("type").asText());
            view.put("sizeBytes", location.sizeBytes());
            view.put("resultUrl", "/api/lookups/" + lookup.lookupId() + "/results/" + completed.service());
        }
        return view;
    }
}
