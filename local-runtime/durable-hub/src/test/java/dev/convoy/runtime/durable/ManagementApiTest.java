package dev.convoy.runtime.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The management API over HTTP, against the Durable Functions HTTP API reference. */
@FromDocs("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-http-api")
class ManagementApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private HubFixture hub;

    @BeforeEach
    void start() {
        hub = HubFixture.start();
        hub.worker()
                .orchestrator("Greet", ctx -> {
                    ctx.setCustomStatus("waiting");
                    String name = ctx.waitForExternalEvent("name", String.class).await();
                    ctx.complete(ctx.callActivity("Say", name, String.class).await());
                })
                .orchestrator("Fail", ctx -> {
                    throw new IllegalStateException("broken on purpose");
                })
                .activity("Say", ctx -> "hello " + ctx.getInput(String.class))
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
        hub.close();
    }

    @Test
    void a_running_instance_is_202_with_its_location_and_a_finished_one_200_with_its_output() throws Exception {
        started("g1");

        HttpResponse<String> running = get("/instances/g1");
        assertThat(running.statusCode()).isEqualTo(202);
        assertThat(running.headers().firstValue("Location").orElseThrow())
                .startsWith(hub.hub().managementUrl() + "/runtime/webhooks/durabletask/instances/g1?taskHub=ConvoyHub");
        assertThat(running.headers().firstValue("Retry-After")).contains("5");
        assertThat(json(running).get("runtimeStatus").asText()).isEqualTo("Running");
        assertThat(json(running).get("customStatus").asText()).isEqualTo("waiting");

        assertThat(post("/instances/g1/raiseEvent/name", "\"Ada\"").statusCode())
                .isEqualTo(202);

        hub.completed("g1");
        HttpResponse<String> finished = get("/instances/g1");
        assertThat(finished.statusCode()).isEqualTo(200);
        assertThat(json(finished).get("output").asText()).isEqualTo("hello Ada");
        assertThat(json(finished).get("input").get("k").asInt()).isEqualTo(7);
        assertThat(json(finished).get("createdTime").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    }

    @Test
    void the_history_shows_answers_with_what_they_answer() throws Exception {
        started("g2");
        post("/instances/g2/raiseEvent/name", "\"Bob\"");
        hub.completed("g2");

        JsonNode events = json(get("/instances/g2?showHistory=true&showHistoryOutput=true"))
                .get("historyEvents");

        assertThat(events.findValuesAsText("EventType"))
                .containsExactly("ExecutionStarted", "EventRaised", "TaskCompleted", "ExecutionCompleted");
        assertThat(events.get(2).get("FunctionName").asText()).isEqualTo("Say");
        assertThat(events.get(2).get("Result").asText()).isEqualTo("hello Bob");
    }

    @Test
    void a_failed_instance_is_200_with_the_message_or_500_on_request() throws Exception {
        hub.client().scheduleNewOrchestrationInstance("Fail", null, "f1");
        hub.completed("f1");

        assertThat(get("/instances/f1").statusCode()).isEqualTo(200);
        assertThat(json(get("/instances/f1")).get("output").asText()).contains("broken on purpose");
        assertThat(get("/instances/f1?returnInternalServerErrorOnFailure=true").statusCode())
                .isEqualTo(500);
    }

    @Test
    void operations_are_202_then_410_when_finished_and_404_when_missing() throws Exception {
        started("g3");

        assertThat(post("/instances/g3/suspend?reason=later", "").statusCode()).isEqualTo(202);
        assertThat(json(get("/instances/g3")).get("runtimeStatus").asText()).isEqualTo("Suspended");
        assertThat(post("/instances/g3/resume?reason=now", "").statusCode()).isEqualTo(202);
        assertThat(post("/instances/g3/terminate?reason=no%20need", "").statusCode())
                .isEqualTo(202);
        assertThat(json(get("/instances/g3")).get("output").asText()).isEqualTo("no need");

        assertThat(post("/instances/g3/terminate?reason=x", "").statusCode()).isEqualTo(410);
        assertThat(post("/instances/g3/raiseEvent/name", "1").statusCode()).isEqualTo(410);
        assertThat(post("/instances/nobody/suspend?reason=x", "").statusCode()).isEqualTo(404);
        assertThat(get("/instances/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void an_event_must_be_json_and_say_so() throws Exception {
        started("g4");

        HttpResponse<String> plain = send(request("/instances/g4/raiseEvent/name")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("\"x\"")));
        assertThat(plain.statusCode()).isEqualTo(400);
        assertThat(plain.body()).contains("Content-Type");
        assertThat(post("/instances/g4/raiseEvent/name", "{broken").statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_query_pages_through_instances_by_continuation_token() throws Exception {
        for (int i = 0; i < 5; i++) {
            started("page-" + i);
        }

        HttpResponse<String> first = get("/instances?top=3&instanceIdPrefix=page-&runtimeStatus=Running,Pending");
        assertThat(json(first).findValuesAsText("instanceId")).containsExactly("page-0", "page-1", "page-2");
        String token = first.headers().firstValue("x-ms-continuation-token").orElseThrow();
        HttpResponse<String> second = send(request("/instances?top=3&instanceIdPrefix=page-")
                .header("x-ms-continuation-token", token)
                .GET());
        assertThat(json(second).findValuesAsText("instanceId")).containsExactly("page-3", "page-4");
        assertThat(second.headers().firstValue("x-ms-continuation-token")).isEmpty();
        assertThat(get("/instances?runtimeStatus=Sleeping").statusCode()).isEqualTo(400);
        assertThat(get("/instances?top=many").statusCode()).isEqualTo(400);
    }

    @Test
    void purge_forgets_finished_instances_by_id_and_by_filter() throws Exception {
        started("p1");
        assertThat(delete("/instances/p1").statusCode()).isEqualTo(404);
        post("/instances/p1/terminate?reason=x", "");
        hub.client().scheduleNewOrchestrationInstance("Fail", null, "p2");
        hub.completed("p2");

        assertThat(json(delete("/instances/p1")).get("instancesDeleted").asInt())
                .isEqualTo(1);
        assertThat(get("/instances/p1").statusCode()).isEqualTo(404);
        String filter = "/instances?createdTimeFrom=2020-01-01T00:00:00Z&runtimeStatus=Failed";
        assertThat(json(delete(filter)).get("instancesDeleted").asInt()).isEqualTo(1);
        assertThat(delete(filter).statusCode()).isEqualTo(404);
        assertThat(delete("/instances").statusCode()).isEqualTo(400);
    }

    @Test
    void restart_runs_it_again_under_a_new_id_or_the_same() throws Exception {
        started("r1");
        assertThat(post("/instances/r1/restart?restartWithNewInstanceId=false", "")
                        .statusCode())
                .isEqualTo(409);
        post("/instances/r1/terminate?reason=x", "");

        String newId = json(post("/instances/r1/restart", "")).get("id").asText();
        assertThat(newId).isNotEqualTo("r1");
        assertThat(json(get("/instances/" + newId)).get("input").get("k").asInt())
                .isEqualTo(7);
        assertThat(post("/instances/r1/restart?restartWithNewInstanceId=false", "")
                        .statusCode())
                .isEqualTo(202);
        assertThat(post("/instances/nobody/restart", "").statusCode()).isEqualTo(404);
    }

    @Test
    void an_orchestration_is_started_by_post_and_its_urls_follow_the_proxy() throws Exception {
        HttpResponse<String> response = send(request("/orchestrators/Greet/o1?code=secret")
                .header("Content-Type", "application/json")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "shop.example:8443")
                .POST(BodyPublishers.ofString("{\"k\":1}")));

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(json(response).get("sendEventPostUri").asText())
                .isEqualTo("https://shop.example:8443/runtime/webhooks/durabletask/instances/o1/raiseEvent/{eventName}"
                        + "?taskHub=ConvoyHub&connection=Storage&code=secret");
        await().untilAsserted(() -> assertThat(
                        json(get("/instances/o1")).get("runtimeStatus").asText())
                .isEqualTo("Running"));
        assertThat(post("/orchestrators/Greet/o1", "{}").statusCode()).isEqualTo(409);
    }

    @Test
    void what_does_not_exist_is_404_and_a_wrong_method_405() throws Exception {
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        assertThat(post("/instances/x/dance", "").statusCode()).isEqualTo(404);
        assertThat(get("/instances/x/terminate").statusCode()).isEqualTo(405);
        assertThat(post("/instances/x/rewind?reason=y", "").statusCode()).isEqualTo(501);
        assertThat(send(HttpRequest.newBuilder(hub.hub().managementUrl().resolve("/other"))
                                .GET())
                        .statusCode())
                .isEqualTo(404);
    }

    private void started(String id) throws Exception {
        hub.client().scheduleNewOrchestrationInstance("Greet", JSON.readTree("{\"k\":7}"), id);
        hub.client().waitForInstanceStart(id, HubFixture.PATIENCE);
        assertThat(hub.status(id).getCreatedAt()).isBefore(Instant.now().plusSeconds(1));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    private HttpResponse<String> delete(String path) throws Exception {
        return send(request(path).DELETE());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(hub.hub().managementUrl() + "/runtime/webhooks/durabletask" + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return JSON.readTree(response.body());
    }
}
