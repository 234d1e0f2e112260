package dev.convoy.systemtests.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.DurableTaskGrpcClientBuilder;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import dev.convoy.runtime.durable.DurableHub;
import dev.convoy.runtime.durable.DurableHubSettings;
import dev.convoy.runtime.durable.engine.NonDeterminism;
import dev.convoy.runtime.host.FunctionsHost;
import dev.convoy.runtime.host.FunctionsHostSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The rules of Durable Functions, through staged functions in their own process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StagedDurableTest {

    private static final Path STAGED = Path.of("sample-app/target/azure-functions/convoy-sample");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private DurableHub hub;
    private FunctionsHost host;
    private DurableTaskClient client;

    @BeforeAll
    void start() throws Exception {
        hub = DurableHub.start(DurableHubSettings.defaults()
                .withGrpcPort(0)
                .withManagementPort(0)
                .withTaskHubName("ConvoySample"));
        host = FunctionsHost.start(FunctionsHostSettings.of(STAGED)
                .withPort(0)
                .withOnly(Set.of("StartAndWait", "Tally", "Held", "Fickle", "Quoted", "AsItCame", "Append"))
                .withHub(hub.grpcPort(), hub.managementUrl(), ""));
        client = new DurableTaskGrpcClientBuilder().port(hub.grpcPort()).build();
        host.awaitReady(PATIENCE);
    }

    @AfterAll
    void stop() throws Exception {
        host.close();
        client.close();
        hub.close();
    }

    @Test
    void equal_events_are_counted_one_by_one_over_generations() throws Exception {
        String id = client.scheduleNewOrchestrationInstance("Tally", "");
        for (int mark = 0; mark < 3; mark++) {
            client.raiseEvent(id, "Mark", "x");
        }

        OrchestrationMetadata ended = completed(id);

        assertThat(ended.readOutputAs(String.class)).isEqualTo("xxx");
    }

    @Test
    void the_custom_status_of_a_generation_shows_at_once() throws Exception {
        String id = client.scheduleNewOrchestrationInstance("Tally", "");
        client.raiseEvent(id, "Mark", "x");

        await().atMost(PATIENCE).until(() -> send("GET", management(id)).body().contains("\"customStatus\":1"));
        client.terminate(id, null);
    }

    @Test
    void a_suspended_instance_takes_its_event_when_it_is_resumed() throws Exception {
        String id = client.scheduleNewOrchestrationInstance("Held");
        client.waitForInstanceStart(id, PATIENCE);

        assertThat(send("POST", management(id) + "/suspend?reason=lunch").statusCode())
                .isEqualTo(202);
        client.raiseEvent(id, "Go", "went");
        assertThat(client.getInstanceMetadata(id, false).getRuntimeStatus())
                .isEqualTo(OrchestrationRuntimeStatus.SUSPENDED);
        assertThat(send("POST", management(id) + "/resume?reason=back").statusCode())
                .isEqualTo(202);

        assertThat(completed(id).readOutputAs(String.class)).isEqualTo("went");
    }

    @Test
    void a_terminated_instance_is_gone_for_good_and_can_be_purged() throws Exception {
        String id = client.scheduleNewOrchestrationInstance("Held");
        client.waitForInstanceStart(id, PATIENCE);

        assertThat(send("POST", management(id) + "/terminate?reason=enough").statusCode())
                .isEqualTo(202);
        assertThat(completed(id).getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.TERMINATED);
        assertThat(send("POST", management(id) + "/terminate").statusCode()).isEqualTo(410);
        assertThat(send("DELETE", management(id)).statusCode()).isEqualTo(200);

        assertThat(send("GET", management(id)).statusCode()).isEqualTo(404);
    }

    @Test
    void a_bare_text_reaches_an_activity_as_json_with_its_quotes() throws Exception {
        String id = client.scheduleNewOrchestrationInstance("Quoted", "tea");

        assertThat(completed(id).readOutputAs(String.class)).isEqualTo("\"tea\"");
    }

    @Test
    void a_caller_that_waits_gets_the_output_with_202_or_the_way_to_it() throws Exception {
        HttpResponse<String> inTime = send("POST", host.url() + "/api/wait/Quoted/15000");
        HttpResponse<String> late = send("POST", host.url() + "/api/wait/Held/100");

        assertThat(inTime.statusCode()).isEqualTo(202);
        assertThat(inTime.body()).contains("nothing").doesNotContain("statusQueryGetUri");
        assertThat(late.statusCode()).isEqualTo(202);
        assertThat(late.body()).contains("statusQueryGetUri", host.url() + "/runtime/webhooks/durabletask/instances/");
    }

    @Test
    void an_orchestrator_that_changes_its_mind_is_reported_with_instance_step_expected_and_got() throws Exception {
        String id = client.scheduleNewOrchestrationInstance("Fickle");
        completed(id);

        await().atMost(PATIENCE).until(() -> !hub.nonDeterminisms().isEmpty());
        assertThat(hub.nonDeterminisms())
                .extracting(NonDeterminism::message)
                .containsExactly(
                        "Non-deterministic orchestrator: Fickle, instance " + id + ", step 0: expected activity"
                                + " 'AsItCame' with input \"gold\", got activity 'Append' with input \"gold\"");
    }

    private OrchestrationMetadata completed(String id) throws Exception {
        return client.waitForInstanceCompletion(id, PATIENCE, true);
    }

    private String management(String id) {
        return host.url() + "/runtime/webhooks/durabletask/instances/" + id;
    }

    private HttpResponse<String> send(String method, String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(PATIENCE)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
