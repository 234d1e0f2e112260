package dev.convoy.runtime.servicebus;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmulatorApiTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private ServiceBusEmulator emulator;
    private ServiceBusSenderClient sender;

    @BeforeEach
    void start() {
        emulator = ServiceBusEmulator.start(ServiceBusEmulatorSettings.defaults()
                .withPort(0)
                .withAdminPort(0)
                .withConfigText("""
                        {"UserConfig": {"Namespaces": [{"Name": "n", "Queues": [{"Name": "q"}, {"Name": "other"}]}]}}
                        """));
        sender = new ServiceBusClientBuilder()
                .connectionString(emulator.connectionString())
                .sender()
                .queueName("q")
                .buildClient();
        sender.sendMessages(List.of(new ServiceBusMessage("1"), new ServiceBusMessage("2")));
    }

    @AfterEach
    void stop() {
        sender.close();
        emulator.close();
        http.close();
    }

    @Test
    void purge_empties_one_entity_and_says_how_many_messages_there_were() throws Exception {
        assertThat(call("POST", "purge?entity=q")).isEqualTo("200 {\"removed\":2}");
        assertThat(messagesIn("q")).isZero();
        assertThat(call("POST", "purge?entity=nowhere")).startsWith("404").contains("nowhere");
    }

    @Test
    void a_snapshot_brings_everything_back() throws Exception {
        assertThat(call("PUT", "snapshots/before")).startsWith("200");
        sender.sendMessage(new ServiceBusMessage("3"));
        assertThat(messagesIn("q")).isEqualTo(3);

        assertThat(call("POST", "snapshots/before/restore")).startsWith("200");

        assertThat(messagesIn("q")).isEqualTo(2);
        assertThat(call("POST", "snapshots/unknown/restore")).startsWith("404");
        sender.sendMessage(new ServiceBusMessage("after"));
        assertThat(messagesIn("q")).isEqualTo(3);
    }

    @Test
    void reset_leaves_the_configured_entities_without_messages() throws Exception {
        assertThat(call("POST", "reset")).startsWith("200");

        assertThat(messagesIn("q")).isZero();
        assertThat(messagesIn("other")).isZero();
    }

    @Test
    void faults_go_on_and_off_and_say_what_they_have_done() throws Exception {
        String plan = """
                {"seed": 7, "rules": [{"fault": "DUPLICATE", "target": "q", "probability": 1, "limit": 1}]}""";
        assertThat(call("PUT", "faults", plan)).startsWith("200").contains("DUPLICATE");
        sender.sendMessage(new ServiceBusMessage("twice"));
        assertThat(messagesIn("q")).isEqualTo(4);
        assertThat(call("GET", "faults")).startsWith("200").contains("DUPLICATE");
        assertThat(call("PUT", "faults", "{\"rules\": [{\"fault\": \"NONE\"}]}"))
                .startsWith("400")
                .contains("fault");

        assertThat(call("DELETE", "faults")).startsWith("200");

        sender.sendMessage(new ServiceBusMessage("once"));
        assertThat(messagesIn("q")).isEqualTo(5);
        assertThat(call("GET", "faults")).doesNotContain("DUPLICATE");
    }

    private int messagesIn(String path) throws IOException, InterruptedException {
        String answer = call("GET", "entities");
        for (JsonNode entity : new ObjectMapper().readTree(answer.substring(4))) {
            if (entity.path("path").textValue().equals(path)) {
                return entity.path("totalMessages").intValue();
            }
        }
        throw new AssertionError("no entity " + path);
    }

    private String call(String method, String path) throws IOException, InterruptedException {
        return call(method, path, "");
    }

    private String call(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + emulator.adminPort() + "/emulator/" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
