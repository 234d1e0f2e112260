package dev.convoy.runtime.servicebus.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import dev.convoy.runtime.kit.time.ManualTimers;
import dev.convoy.runtime.servicebus.ServiceBusEmulator;
import dev.convoy.runtime.servicebus.ServiceBusEmulatorSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of messages whose link, session or connection ends: locks live on until their time, nothing else is held back. */
class DyingLinkTest {

    private static final Duration LOCK = Duration.ofSeconds(30);

    private final ManualTimers time = new ManualTimers(Instant.parse("2026-01-02T03:04:05Z"));
    private ServiceBusEmulator emulator;

    @BeforeEach
    void start() {
        emulator = ServiceBusEmulator.start(ServiceBusEmulatorSettings.defaults()
                .withPort(0)
                .withAdminPort(0)
                .withTimers(time)
                .withConfigText("""
                        {"UserConfig": {"Namespaces": [{"Name": "n", "Queues": [
                          {"Name": "q", "Properties": {"LockDuration": "PT30S", "MaxDeliveryCount": 10}}]}]}}
                        """));
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void what_a_dead_connection_was_given_stays_locked_until_its_time_and_then_comes_to_who_waits() throws IOException {
        try (RawClient dying = receiver(200);
                RawClient waiting = receiver(200)) {
            send(10);
            awaitLocked(10);
            dying.close();
            accept(waiting, 0, 4);
            awaitTotal(5);

            send(3);
            accept(waiting, 5, 7);
            awaitTotal(5);
            assertThat(counts().locked()).isEqualTo(5);

            time.advance(LOCK);
            accept(waiting, 8, 12);
            awaitTotal(0);
        }
    }

    @Test
    void an_ended_session_takes_nothing_more_and_keeps_nobody_else_from_it() throws IOException {
        try (RawClient ending = receiver(200);
                RawClient other = receiver(200)) {
            ending.write(RawClient.end());
            ending.readUntil(RawClient.END);

            send(6);

            accept(other, 0, 5);
            awaitTotal(0);
        }
    }

    @Test
    void what_follows_a_goodbye_in_the_same_breath_is_not_taken() throws IOException {
        byte[] goodbye = RawClient.goodbye();
        byte[] late = RawClient.transfer(0, new byte[] {0, 0x53, 0x75, (byte) 0xa0, 1, 7});
        try (RawClient client = new RawClient(emulator.port()).greet()) {
            client.write(List.of(RawClient.begin(), RawClient.attachSender("q")));
            client.readUntil(RawClient.FLOW);

            client.write(ByteBuffer.allocate(goodbye.length + late.length)
                    .put(goodbye)
                    .put(late)
                    .array());
            client.readToEnd();
        }

        assertThat(counts()).isEqualTo(new QueueCounts(0, 0));
    }

    /** A receiver that has its credit. */
    private RawClient receiver(int credit) throws IOException {
        RawClient client = new RawClient(emulator.port()).greet();
        client.write(List.of(RawClient.begin(), RawClient.attachReceiver("q"), RawClient.credit(credit)));
        client.readUntil(RawClient.ATTACH);
        return client;
    }

    private static void accept(RawClient client, int first, int last) throws IOException {
        for (int i = first; i <= last; i++) {
            client.readUntil(RawClient.TRANSFER);
        }
        client.write(RawClient.disposition(first, last, RawClient.ACCEPTED));
    }

    private void send(int count) {
        try (ServiceBusSenderClient sender = new ServiceBusClientBuilder()
                .connectionString(emulator.connectionString())
                .sender()
                .queueName("q")
                .buildClient()) {
            sender.sendMessages(IntStream.range(0, count)
                    .mapToObj(i -> new ServiceBusMessage("m" + i))
                    .toList());
        }
    }

    private void awaitLocked(int count) {
        await().atMost(Duration.ofSeconds(10)).until(() -> counts().locked() == count);
    }

    private void awaitTotal(int count) {
        await().atMost(Duration.ofSeconds(10)).until(() -> counts().total() == count);
    }

    private QueueCounts counts() {
        return QueueCounts.of(emulator, "q");
    }
}
