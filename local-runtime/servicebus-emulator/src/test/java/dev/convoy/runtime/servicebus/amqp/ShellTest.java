package dev.convoy.runtime.servicebus.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convoy.runtime.servicebus.ServiceBusEmulator;
import dev.convoy.runtime.servicebus.ServiceBusEmulatorSettings;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the shell does with clients that are wrong, many, or slow. */
class ShellTest {

    private static ServiceBusEmulator emulator;

    @BeforeAll
    static void start() {
        emulator = ServiceBusEmulator.start(ServiceBusEmulatorSettings.defaults()
                .withPort(0)
                .withAdminPort(0)
                .withConfigText("""
                        {"UserConfig": {"Namespaces": [{"Name": "n", "Queues": [{"Name": "q"}, {"Name": "slow"}]}]}}
                        """));
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @AfterEach
    void others_do_not_suffer() {
        try (ServiceBusSenderClient sender = builder().sender().queueName("q").buildClient();
                ServiceBusReceiverClient receiver = builder()
                        .receiver()
                        .queueName("q")
                        .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
                        .buildClient()) {
            sender.sendMessage(new ServiceBusMessage("still there"));
            assertThat(receiver.receiveMessages(1, Duration.ofSeconds(10))).hasSize(1);
        }
    }

    @Test
    void a_wrong_protocol_header_ends_the_connection() throws IOException {
        try (RawClient client = new RawClient(emulator.port())) {
            client.write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(client.readToEnd()).hasSizeLessThan(64);
        }
    }

    @Test
    void a_frame_over_the_limit_closes_the_connection_with_an_amqp_error() throws IOException {
        try (RawClient client = new RawClient(emulator.port()).greet()) {
            client.write(new byte[] {0x7f, 0, 0, 0, 2, 0, 0, 0});

            assertThat(new String(client.readToEnd(), StandardCharsets.ISO_8859_1))
                    .contains("amqp:");
        }
    }

    @Test
    void a_performative_of_the_wrong_shape_closes_the_connection_with_an_amqp_error() throws IOException {
        try (RawClient client = new RawClient(emulator.port()).greet()) {
            client.write(RawClient.frame(0, RawClient.ATTACH, 5, "name", "x"));

            assertThat(new String(client.readToEnd(), StandardCharsets.ISO_8859_1))
                    .contains("amqp:");
        }
    }

    @Test
    void garbled_conversations_never_hurt_the_broker() throws IOException {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 300; round++) {
            try (RawClient client = new RawClient(emulator.port()).greet()) {
                client.write(garbled(random));
            } catch (SocketException closedByServer) {
                assertThat(closedByServer).as("seed %s round %s", seed, round).isNotNull();
            }
        }
    }

    @Test
    void a_thousand_connections_are_served() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                clients.add(new RawClient(emulator.port()).greet());
            }
            for (RawClient client : clients) {
                assertThat(client.input().read()).isEqualTo('A');
            }
            others_do_not_suffer();
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void a_client_that_does_not_read_gets_no_more_than_fits_its_socket() throws Exception {
        int count = 3000;
        try (ServiceBusSenderClient sender =
                builder().sender().queueName("slow").buildClient()) {
            for (int i = 0; i < count; i += 100) {
                List<ServiceBusMessage> batch = new ArrayList<>();
                for (int j = 0; j < 100; j++) {
                    batch.add(new ServiceBusMessage("x".repeat(10_000)));
                }
                sender.sendMessages(batch);
            }
        }
        try (RawClient client = new RawClient(emulator.port()).greet()) {
            client.write(List.of(RawClient.begin(), RawClient.attachReceiver("slow"), RawClient.credit(1_000_000)));
            Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> locked("slow") > 0);
            Awaitility.await()
                    .during(Duration.ofMillis(300))
                    .atMost(5, TimeUnit.SECONDS)
                    .until(() -> true);

            assertThat(locked("slow")).isLessThan(count);
        }
    }

    private static List<byte[]> garbled(SplittableRandom random) {
        List<byte[]> frames = new ArrayList<>(
                List.of(RawClient.begin(), RawClient.attachReceiver("q"), RawClient.credit(random.nextInt(5))));
        byte[] victim = frames.get(random.nextInt(frames.size()));
        for (int i = random.nextInt(6); i >= 0; i--) {
            victim[random.nextInt(victim.length)] = (byte) random.nextInt(256);
        }
        if (random.nextInt(4) == 0) {
            byte[] noise = new byte[random.nextInt(1, 200)];
            random.nextBytes(noise);
            frames.add(random.nextInt(frames.size() + 1), noise);
        }
        return frames;
    }

    /** How many messages of the queue are with receivers. */
    private static int locked(String queue) throws IOException, InterruptedException {
        URI entities = URI.create("http://127.0.0.1:" + emulator.adminPort() + "/emulator/entities");
        try (HttpClient http = HttpClient.newHttpClient()) {
            String answer = http.send(HttpRequest.newBuilder(entities).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            for (JsonNode entity : new ObjectMapper().readTree(answer)) {
                if (entity.path("path").textValue().equals(queue)) {
                    return entity.path("lockedMessages").intValue();
                }
            }
        }
        throw new AssertionError("no queue " + queue);
    }

    private static ServiceBusClientBuilder builder() {
        return new ServiceBusClientBuilder().connectionString(emulator.connectionString());
    }
}
