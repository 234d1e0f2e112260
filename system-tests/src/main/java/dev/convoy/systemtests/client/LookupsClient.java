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

    /**
     * Looks up and waits for the end.
     *
     * @throws ApiException if it is not accepted or does not end in time
     */
    public JsonNode lookUp(String target, Duration limit) {
        return follow(request(target), limit);
    }

    /** Asks for a lookup of all that applies; answers its id. */
    public String request(String target) {
        return id(post("{\"target\":\"" + target + "\"}"));
    }

    /** Asks for many; answers their ids. */
    public List<String> requestBatch(List<String> targets) {
        String parts = String.join(
                ",",
                targets.stream()
                        .map(target -> "{\"target\":\"" + target + "\"}")
                        .toList());
        Answer answer = api.call("POST", "/lookups/batch", "{\"lookups\":[" + parts + "]}", Map.of());
        if (answer.status() != ACCEPTED) {
            throw new ApiException("batch not accepted: " + answer.problem());
        }
        List<String> ids = new ArrayList<>();
        answer.body()
                .path("lookups")
                .forEach(lookup -> ids.add(lookup.path("lookupId").asText()));
        return ids;
    }

    /** Waits for the end of a lookup. */
    public JsonNode follow(String id, Duration limit) {
        Instant end = Instant.now().plus(limit);
        while (true) {
            Answer answer = api.call("GET", "/lookups/" + id + "?wait=PT5S", "", Map.of());
            boolean ended = answer.status() == OK
                    && !answer.body().path("status").asText().equals("Pending");
            if (ended) {
                return answer.body();
            }
            if (Instant.now().isAfter(end)) {
                throw new ApiException(
                        "lookup " + id + " has not ended after " + limit.toSeconds() + " s: " + answer.problem());
            }
        }
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
