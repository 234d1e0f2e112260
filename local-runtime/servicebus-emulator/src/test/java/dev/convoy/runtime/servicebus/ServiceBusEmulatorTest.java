package dev.convoy.runtime.servicebus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import dev.convoy.runtime.kit.journal.JournalException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceBusEmulatorTest {

    private static final ServiceBusEmulatorSettings FREE_PORTS =
            ServiceBusEmulatorSettings.defaults().withPort(0).withAdminPort(0);
    private static final String ONE_QUEUE = """
            {"UserConfig": {"Namespaces": [{"Name": "sbemulatorns", "Queues": [{"Name": "q"}]}]}}
            """;

    @TempDir
    Path directory;

    @Test
    void what_was_acknowledged_is_there_after_a_restart_and_a_delivery_without_end_counts() {
        ServiceBusEmulatorSettings settings =
                FREE_PORTS.withConfigText(ONE_QUEUE).withDataDirectory(directory);
        try (ServiceBusEmulator emulator = ServiceBusEmulator.start(settings);
                ServiceBusSenderClient sender =
                        builder(emulator).sender().queueName("q").buildClient();
                ServiceBusReceiverClient receiver = receiver(emulator)) {
            sender.sendMessages(List.of(
                    new ServiceBusMessage("done"), new ServiceBusMessage("held"), new ServiceBusMessage("waiting")));
            List<ServiceBusReceivedMessage> held = receive(receiver, 2);
            receiver.complete(held.getFirst());
        }

        try (ServiceBusEmulator emulator = ServiceBusEmulator.start(settings);
                ServiceBusReceiverClient receiver = receiver(emulator)) {
            List<ServiceBusReceivedMessage> left = receive(receiver, 2);

            assertThat(left).extracting(m -> m.getBody().toString()).containsExactly("held", "waiting");
            assertThat(left)
                    .extracting(ServiceBusReceivedMessage::getDeliveryCount)
                    .containsExactly(1L, 0L);
        }
    }

    @Test
    void health_is_answered_as_by_the_official_emulator() throws IOException, InterruptedException {
        try (ServiceBusEmulator emulator = ServiceBusEmulator.start(FREE_PORTS);
                HttpClient http = HttpClient.newHttpClient()) {
            URI health = URI.create("http://127.0.0.1:" + emulator.adminPort() + "/health");

            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"status\":\"healthy\",\"message\":\"Service is healthy.\"}");
        }
    }

    @Test
    void a_broken_configuration_stops_the_start_with_one_line_that_names_file_and_field() throws IOException {
        Path file = directory.resolve("Config.json");
        Files.writeString(file, """
                {"UserConfig": {"Namespaces": [{"Name": "n", "Queues": [
                  {"Name": "q", "Properties": {"LockDuration": "a minute"}}]}]}}
                """);

        assertThatThrownBy(() -> ServiceBusEmulator.start(FREE_PORTS.withConfigFile(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": UserConfig.Namespaces[0].Queues[0].Properties.LockDuration:"
                        + " must be an ISO 8601 duration such as PT1M, not \"a minute\"");
    }

    @Test
    void a_taken_port_and_a_directory_in_use_are_named() {
        try (ServiceBusEmulator emulator = ServiceBusEmulator.start(FREE_PORTS.withDataDirectory(directory))) {
            assertThatThrownBy(() -> ServiceBusEmulator.start(
                            FREE_PORTS.withPort(emulator.port()).withAdminPort(0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("port: cannot listen for AMQP on 127.0.0.1:" + emulator.port());
            assertThatThrownBy(() -> ServiceBusEmulator.start(FREE_PORTS.withDataDirectory(directory)))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("in use");
        }
    }

    private static ServiceBusClientBuilder builder(ServiceBusEmulator emulator) {
        return new ServiceBusClientBuilder().connectionString(emulator.connectionString());
    }

    private static ServiceBusReceiverClient receiver(ServiceBusEmulator emulator) {
        return builder(emulator)
                .receiver()
                .queueName("q")
                .disableAutoComplete()
                .maxAutoLockRenewDuration(Duration.ZERO)
                .buildClient();
    }

    private static List<ServiceBusReceivedMessage> receive(ServiceBusReceiverClient receiver, int count) {
        return StreamSupport.stream(
                        receiver.receiveMessages(count, Duration.ofSeconds(5)).spliterator(), false)
                .toList();
    }
}
