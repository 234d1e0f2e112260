package dev.convoy.systemtests.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.cosmos.models.PartitionKey;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.SubQueue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The sample app, all of it at once, on the real emulators and hub. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleAppTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private SampleWorld world;

    @BeforeAll
    void start() throws Exception {
        world = new SampleWorld(Set.of());
    }

    @AfterAll
    void stop() {
        world.close();
    }

    @Test
    void http_binds_routes_bodies_and_metadata() throws Exception {
        HttpResponse<String> hello = world.get("/api/Hello?name=you");
        HttpResponse<String> order = world.post("/api/customers/ann/orders/7", "{\"product\":\"tea\",\"quantity\":2}");

        assertThat(hello.body()).isEqualTo("Hello, you");
        assertThat(hello.headers().firstValue("x-function")).contains("Hello");
        assertThat(order.statusCode()).isEqualTo(201);
        assertThat(order.body()).isEqualTo("{\"product\":\"ann ordered tea (tea)\",\"quantity\":2}");
        assertThat(world.post("/api/customers/4nn/orders/7", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void a_message_goes_through_output_topic_and_batch() throws Exception {
        world.send("orders", new ServiceBusMessage("first").setMessageId("m-1"));

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(world.seen("orders")).contains("m-1:first:1");
            assertThat(world.seen("batch")).contains("1/2 copy of first", "2/2 copy of first");
        });
    }

    @Test
    void a_failed_message_comes_again_with_a_higher_count() throws Exception {
        world.send("orders", new ServiceBusMessage("fail-once").setMessageId("m-2"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(world.seen("orders")).contains("m-2:fail-once:1", "m-2:fail-once:2"));
    }

    @Test
    void a_message_that_always_fails_ends_in_the_dead_letter_queue() throws Exception {
        world.send("poison", new ServiceBusMessage("bad"));

        try (ServiceBusReceiverClient dead = world.client()
                .receiver()
                .queueName("poison")
                .subQueue(SubQueue.DEAD_LETTER_QUEUE)
                .buildClient()) {
            List<ServiceBusReceivedMessage> found =
                    dead.receiveMessages(1, SOON).stream().toList();
            assertThat(found)
                    .extracting(message -> message.getBody().toString())
                    .containsExactly("bad");
        }
        assertThat(world.seen("poison")).hasSize(3);
    }

    @Test
    void as_many_messages_are_handled_at_once_as_host_json_says_whatever_the_processors() throws Exception {
        world.send(
                "meetings",
                IntStream.range(0, 64)
                        .mapToObj(i -> new ServiceBusMessage("guest " + i))
                        .toArray(ServiceBusMessage[]::new));

        await().atMost(SOON).untilAsserted(() -> assertThat(world.seen("met")).hasSize(64));
    }

    @Test
    void a_message_stays_locked_for_as_long_as_its_function_runs() throws Exception {
        world.send("slow", new ServiceBusMessage("slow"));

        await().atMost(SOON).untilAsserted(() -> assertThat(world.seen("slow")).containsExactly("slow:1"));
        await().during(Duration.ofSeconds(1)).atMost(SOON).untilAsserted(() -> assertThat(world.seen("slow-begun"))
                .containsExactly("slow:1"));
    }

    @Test
    void sessions_keep_their_order() throws Exception {
        for (int i = 0; i < 10; i++) {
            for (String session : List.of("a", "b", "c")) {
                world.send("sessions", new ServiceBusMessage("n" + i).setSessionId(session));
            }
        }

        String[] inOrder = IntStream.range(0, 10).mapToObj(i -> "n" + i).toArray(String[]::new);
        await().atMost(SOON).untilAsserted(() -> {
            for (String session : List.of("a", "b", "c")) {
                assertThat(world.seen("session-" + session)).containsExactly(inOrder);
            }
        });
    }

    @Test
    void timers_tick_by_a_schedule_from_a_setting() throws Exception {
        await().atMost(SOON).untilAsserted(() -> assertThat(world.seen("ticks")).hasSizeGreaterThan(2));
        assertThat(world.seen("ticks").getFirst()).contains("\"IsPastDue\":false");
    }

    @Test
    void retry_policies_hold() throws Exception {
        assertThat(world.post("/admin/functions/Stubborn", "{}").statusCode()).isEqualTo(202);
        assertThat(world.post("/admin/functions/Patient", "{}").statusCode()).isEqualTo(202);

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(world.seen("stubborn")).containsExactly("0", "1", "2");
            assertThat(world.seen("patient")).containsExactly("0", "1", "2");
        });
    }

    @Test
    void changes_are_handed_out_until_the_function_succeeds() throws Exception {
        for (int i = 0; i < 5; i++) {
            world.things().createItem(Map.of("id", "t" + i, "kind", "k", "n", i), new PartitionKey("k"), null);
        }

        await().atMost(SOON).untilAsserted(() -> {
            List<String> changes = world.seen("changes");
            for (int i = 0; i < 5; i++) {
                String id = "\"id\":\"t" + i + "\"";
                assertThat(changes).anyMatch(change -> change.contains(id));
            }
        });
    }

    @Test
    void documents_are_read_by_id_found_by_query_and_written() throws Exception {
        String document = "{\"id\":\"x1\",\"kind\":\"written\",\"n\":1}";
        assertThat(world.post("/api/things", document).statusCode()).isEqualTo(201);
        assertThat(world.post("/api/things", "[" + document.replace("x1", "x2") + "]")
                        .statusCode())
                .isEqualTo(201);

        assertThat(world.get("/api/things/written/x1").body()).contains("\"id\":\"x1\"", "\"n\":1");
        assertThat(world.get("/api/things/written/x9").statusCode()).isEqualTo(404);
        assertThat(JSON.readTree(world.get("/api/things/written").body())).hasSize(2);
        assertThat(world.get("/api/things/x'%20OR%20'a'='a").body()).isEqualTo("[]");
    }

    @Test
    void a_blob_triggers_once_per_version_and_again_after_a_failure() throws Exception {
        world.post("/api/files/one", "hello");
        world.post("/api/files/two", "fail once");

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(world.get("/api/files/one").body()).isEqualTo("HELLO");
            assertThat(world.get("/api/files/two").body()).isEqualTo("FAIL ONCE");
        });
        world.post("/api/files/one", "hello again");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(world.get("/api/files/one").body()).isEqualTo("HELLO AGAIN"));
        assertThat(world.seen("blob-one")).containsExactly("hello", "hello again");
        assertThat(world.seen("blob-two")).containsExactly("fail once", "fail once");
        assertThat(world.get("/api/files/three").statusCode()).isEqualTo(404);
    }

    @Test
    void a_storage_queue_delivers_and_gives_up_into_its_poison_queue() throws Exception {
        assertThat(world.post("/api/work", "a,b,bad").statusCode()).isEqualTo(204);

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(world.seen("work")).contains("a:1", "b:1", "bad:1", "bad:2", "bad:3");
            assertThat(world.seen("work-poison")).containsExactly("bad");
        });
    }

    @Test
    void five_activities_in_a_chain() throws Exception {
        assertThat(output(start("Chain", "go"))).isEqualTo("go.....");
    }

    @Test
    void fan_out_and_in() throws Exception {
        assertThat(output(start("FanOut", "x"))).isEqualTo("385");
    }

    @Test
    void human_interaction_and_its_deadline() throws Exception {
        JsonNode waiting = start("Approval", "x");
        HttpResponse<String> raised =
                world.post(waiting.get("sendEventPostUri").asText().replace("{eventName}", "Approved"), "\"by ann\"");

        assertThat(raised.statusCode()).isEqualTo(202);
        assertThat(output(waiting)).isEqualTo("by ann");
        assertThat(output(start("Deadline", "x"))).isEqualTo("escalated");
    }

    @Test
    void monitor_sub_orchestrations_and_retries() throws Exception {
        assertThat(output(start("Monitor", "x"))).isEqualTo("3");
        assertThat(output(start("Parent", "x"))).isEqualTo("a.....,b.....");
        assertThat(output(start("Retrying", "x"))).isEqualTo("worked at attempt 3");
    }

    @Test
    void a_failed_activity_tells_its_orchestrator_type_and_message() throws Exception {
        assertThat(output(start("Failing", "x"))).isEqualTo("UnsupportedOperationException - cannot be done");
    }

    @Test
    void an_unhandled_failure_fails_the_orchestration() throws Exception {
        JsonNode done = finished(start("Unhandled", "x"));

        assertThat(done.get("runtimeStatus").asText()).isEqualTo("Failed");
    }

    @Test
    void management_urls_point_to_the_app_itself() throws Exception {
        JsonNode started = start("Chain", "x");

        assertThat(started.get("statusQueryGetUri").asText())
                .startsWith(world.host.url() + "/runtime/webhooks/durabletask/instances/");
    }

    private JsonNode start(String orchestrator, String input) throws Exception {
        HttpResponse<String> response = world.post("/api/start/" + orchestrator, input);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return JSON.readTree(response.body());
    }

    private String output(JsonNode started) throws Exception {
        JsonNode done = finished(started);
        assertThat(done.get("runtimeStatus").asText()).as(done.toString()).isEqualTo("Completed");
        return done.get("output").asText();
    }

    private JsonNode finished(JsonNode started) throws Exception {
        String url = started.get("statusQueryGetUri").asText();
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> world.get(url).statusCode() == 200);
        return JSON.readTree(world.get(url).body());
    }
}
