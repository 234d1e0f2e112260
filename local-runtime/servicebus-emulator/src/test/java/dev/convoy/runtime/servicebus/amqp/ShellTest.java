package dev.convoy.runtime.servicebus.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import dev.convoy.runtime.servicebus.ServiceBusEmulator;
import dev.convoy.runtime.servicebus.ServiceBusEmulatorSettings;
import dev.convoy.runtime.servicebus.message.AmqpValue;
import dev.convoy.runtime.servicebus.message.AmqpWriter;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the shell does with clients that are wrong, many, or slow. {@code -Dfuzz.rounds=20000} for a long run. */
class ShellTest {

    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 400);

    private static ServiceBusEmulator emulator;

    @BeforeAll
    static void start() {
        emulator = ServiceBusEmulator.start(ServiceBusEmulatorSettings.defaults()
                .withPort(0)
                .withAdminPort(0)
                .withConfigText("""
                        {"UserConfig": {"Namespaces": [{"Name": "n", "Queues": [{"Name": "q"}, {"Name": "slow"}, {"Name": "fuzzed"}, {"Name": "released"}, {"Name": "narrow"}]}]}}
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
        for (int round = 0; round < ROUNDS; round++) {
            try (RawClient client = new RawClient(emulator.port()).greet()) {
                client.write(garbled(random));
            } catch (SocketException closedByServer) {
                assertThat(closedByServer).as("seed %s round %s", seed, round).isNotNull();
            }
        }
    }

    @Test
    void a_released_message_comes_again_uncounted_and_no_settlement_of_what_is_gone_hurts() throws IOException {
        try (ServiceBusSenderClient sender =
                builder().sender().queueName("released").buildClient()) {
            sender.sendMessage(new ServiceBusMessage("m"));
        }
        try (RawClient client = new RawClient(emulator.port()).greet()) {
            client.write(List.of(RawClient.begin(), RawClient.attachReceiver("released"), RawClient.credit(1)));
            Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> locked("released") == 1);
            client.write(RawClient.disposition(0, 0, RawClient.RELEASED));
            client.write(RawClient.disposition(0, 0, RawClient.ACCEPTED));
            Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> locked("released") == 0);
        }

        try (ServiceBusReceiverClient receiver = builder()
                .receiver()
                .queueName("released")
                .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
                .buildClient()) {
            assertThat(receiver.receiveMessages(1, Duration.ofSeconds(10)))
                    .singleElement()
                    .satisfies(again -> assertThat(again.getDeliveryCount()).isZero());
        }
    }

    @Test
    void a_message_over_the_limit_ends_its_link_with_the_error_for_that() throws IOException {
        ServiceBusEmulatorSettings small = ServiceBusEmulatorSettings.defaults()
                .withPort(0)
                .withAdminPort(0)
                .withMaxMessageBytes(4096)
                .withConfigText("""
                        {"UserConfig": {"Namespaces": [{"Name": "n", "Queues": [{"Name": "q"}]}]}}
                        """);
        try (ServiceBusEmulator narrow = ServiceBusEmulator.start(small);
                RawClient client = new RawClient(narrow.port()).greet()) {
            client.write(List.of(
                    RawClient.begin(),
                    RawClient.attachSender("q"),
                    RawClient.transfer(0, new byte[5000]),
                    RawClient.goodbye()));

            assertThat(new String(client.readToEnd(), StandardCharsets.ISO_8859_1))
                    .contains("amqp:link:message-size-exceeded")
                    .contains("4096 bytes");
        }
    }

    @Test
    void a_long_message_goes_on_when_a_narrow_window_opens_again() throws IOException {
        try (ServiceBusSenderClient sender =
                builder().sender().queueName("narrow").buildClient()) {
            sender.sendMessage(new ServiceBusMessage("x".repeat(200_000)));
        }
        try (RawClient client = new RawClient(emulator.port()).greet()) {
            client.write(List.of(RawClient.begin(1), RawClient.attachReceiver("narrow"), RawClient.flow(0, 2, 1)));
            client.readAtLeast(60_000);
            client.write(RawClient.flow(2, 100, 1));

            client.readAtLeast(130_000);
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
        List<byte[]> frames = new ArrayList<>(conversation(random));
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

    private static List<byte[]> conversation(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 ->
                List.of(
                        RawClient.begin(),
                        RawClient.attachReceiver("fuzzed"),
                        RawClient.credit(random.nextInt(5)),
                        RawClient.disposition(0, random.nextInt(3), RawClient.ACCEPTED));
            case 1 ->
                List.of(
                        RawClient.begin(),
                        RawClient.attachSender("fuzzed"),
                        RawClient.transfer(0, message()),
                        RawClient.transfer(1, message()));
            default ->
                List.of(
                        RawClient.begin(),
                        RawClient.attachSender("fuzzed/$management"),
                        RawClient.transfer(0, request(random)));
        };
    }

    private static byte[] message() {
        return new AmqpWriter(256)
                .descriptor(0x73)
                .value(List.of("id"))
                .descriptor(0x74)
                .value(Map.of("number", 7))
                .descriptor(0x75)
                .value(new AmqpValue.Binary(new byte[40]))
                .toBytes();
    }

    private static byte[] request(SplittableRandom random) {
        String operation = List.of("peek-message", "renew-lock", "schedule-message", "update-disposition")
                .get(random.nextInt(4));
        return new AmqpWriter(256)
                .descriptor(0x74)
                .value(Map.of("operation", "com.microsoft:" + operation))
                .descriptor(0x77)
                .value(Map.of("from-sequence-number", 0L, "message-count", 5, "lock-tokens", new UUID(1, 2)))
                .toBytes();
    }

    /** How many messages of the queue are with receivers. */
    private static int locked(String queue) {
        return QueueCounts.of(emulator, queue).locked();
    }

    private static ServiceBusClientBuilder builder() {
        return new ServiceBusClientBuilder().connectionString(emulator.connectionString());
    }
}
