package dev.convoy.systemtests.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client of the lookup API, on the calls of the order client. Safe for use by several threads. */
public final class LookupsClient {

    private static final int ACCEPTED = 202;
    private static final int OK = 200;

    private final OrdersClient api;

    public LookupsClient(OrdersClient api) {
        this.api = api;
    }

    /** Asks for a lookup, whatever the answer. */
    public Answer post(String body) {
        return api.call("POST", "/lookups", body, Map.of());
    }

    /** Asks for many lookups, whatever the answer. */
    public Answer postBatch(String body) {
        return api.call("POST", "/lookups/batch", body, Map.of());
    }

    /**
     * Looks up and waits for the end.
     *
     * @param services what to ask; all that applies if none
     * @throws ApiException if it is not accepted or does not end in time
     */
    public JsonNode lookUp(String target, Duration limit, String... services) {
        return follow(request(target, services), limit);
    }

    /** Asks for a lookup; answers its id. */
    public String request(String target, String... services) {
        String wanted = services.length == 0 ? "" : ",\"services\":[\"" + String.join("\",\"", services) + "\"]";
        return id(post("{\"target\":\"" + target + "\"" + wanted + "}"));
    }

    /** Asks for a lookup whose result is to be sent to that address; answers its id. */
    public String requestCalledBack(String target, String callbackUrl) {
        return id(post("{\"target\":\"" + target + "\",\"callbackUrl\":\"" + callbackUrl + "\"}"));
    }

    /** Asks for many; answers their ids. */
    public List<String> requestBatch(List<String> targets) {
        String parts = String.join(
                ",",
                targets.stream()
                        .map(target -> "{\"target\":\"" + target + "\"}")
                        .toList());
        Answer answer = postBatch("{\"lookups\":[" + parts + "]}");
        if (answer.status() != ACCEPTED) {
            throw new ApiException("batch not accepted: " + answer.problem());
        }
        List<String> ids = new ArrayList<>();
        answer.body()
                .path("lookups")
                .forEach(lookup -> ids.add(lookup.path("lookupId").asText()));
        return ids;
    }

    /** Waits for the end of a lookup, also while the API is away. */
    public JsonNode follow(String id, Duration limit) {
        Instant end = Instant.now().plus(limit);
        while (true) {
            JsonNode lookup = api.read("/lookups/" + id + "?wait=PT5S");
            if (!lookup.path("status").asText().equals("Pending")) {
                return lookup;
            }
            if (Instant.now().isAfter(end)) {
                throw new ApiException("lookup " + id + " has not ended after " + limit.toSeconds() + " s: " + lookup);
            }
        }
    }

    /** The lookup as it is now. */
    public JsonNode find(String id) {
        return api.read("/lookups/" + id);
    }

    /** Gives a lookup up. */
    public Answer cancel(String id) {
        return api.call("POST", "/lookups/" + id + "/cancel", "", Map.of());
    }

    /** The circuit of one provider, as the app sees it: closed, open or half_open. */
    public String circuit(String provider) {
        for (JsonNode state : api.read("/operations/lookup-providers").path("providers")) {
            if (state.path("provider").asText().equals(provider)) {
                return state.path("circuit").asText();
            }
        }
        return "unknown";
    }

    /** The whole result of one service. */
    public Answer result(String id, String service) {
        return api.call("GET", "/lookups/" + id + "/results/" + service, "", Map.of());
    }

    private static String id(Answer answer) {
        if (answer.status() != ACCEPTED) {
            throw new ApiException("lookup not accepted: " + answer.problem());
        }
        return answer.body().path("lookupId").asText();
    }
}
