package dev.convoy.systemtests.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;

/**
 * Has the stack's Service Bus misbehave, over its administration: faults are our emulator's own, a queue's status is the service's
 * (learn.microsoft.com/azure/service-bus-messaging/entity-suspend). Stateless.
 */
final class BusControl {

    private static final String EVERYTHING_FAILS =
            "{\"seed\": 1, \"rules\": [{\"fault\": \"DROP_BEFORE\", \"target\": \"*\", \"probability\": 1}]}";
    private static final String FAULTS = "/emulator/faults";
    private static final String ACTIVE = "<Status>Active</Status>";
    private static final String RECEIVE_DISABLED = "<Status>ReceiveDisabled</Status>";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String admin;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param admin URL of the emulator's administration */
    BusControl(String admin) {
        this.admin = admin;
    }

    /** From now on every send and every delivery ends its connection without effect. */
    void goDown() {
        call("PUT", FAULTS, EVERYTHING_FAILS);
    }

    void comeBack() {
        call("DELETE", FAULTS, "");
    }

    /** Nothing is received from the queue any more; sending goes on. */
    void suspend(String queue) {
        change(queue, ACTIVE, RECEIVE_DISABLED);
    }

    void resume(String queue) {
        change(queue, RECEIVE_DISABLED, ACTIVE);
    }

    private void change(String queue, String before, String after) {
        String path = "/" + queue + "?api-version=2021-05";
        String described = call("GET", path, "");
        if (!described.contains(before)) {
            throw new ScenarioFailedException("queue " + queue + " is not " + before);
        }
        call("PUT", path, described.replace(before, after));
    }

    /** Whether none of these queues and subscriptions has a message that is waiting, locked or scheduled. */
    boolean isIdle(Set<String> entities) {
        for (JsonNode entity : tree(call("GET", "/emulator/entities", ""))) {
            boolean busy = entity.path("activeMessages").asInt() > 0
                    || entity.path("lockedMessages").asInt() > 0
                    || entity.path("scheduledMessages").asInt() > 0;
            if (busy && entities.contains(entity.path("path").asText().replace("/subscriptions/", "/"))) {
                return false;
            }
        }
        return true;
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new ScenarioFailedException("no JSON: " + json);
        }
    }

    private String call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(admin + path))
                .header("If-Match", "*")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new ScenarioFailedException(
                        method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new ScenarioFailedException(method + " " + path + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScenarioFailedException("interrupted during " + method + " " + path);
        }
    }
}
