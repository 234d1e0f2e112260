package dev.convoy.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.runtime.servicebus.ServiceBusEmulator;
import dev.convoy.runtime.servicebus.ServiceBusEmulatorSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceBusNodeTest {

    private static final String CONFIG = """
            {"UserConfig": {"Namespaces": [{"Name": "sbemulatorns", "Queues": [
              {"Name": "js-queue", "Properties": {"LockDuration": "PT30S", "MaxDeliveryCount": 5}}]}]}}
            """;

    @Test
    void the_javascript_sdk_sends_receives_and_settles() {
        try (ServiceBusEmulator emulator = ServiceBusEmulator.start(ServiceBusEmulatorSettings.defaults()
                .withPort(0)
                .withAdminPort(0)
                .withConfigText(CONFIG))) {

            NodeScript.Result result = new NodeScript("servicebus-smoke.mjs")
                    .run(
                            Map.of(
                                    "SERVICEBUS_CONNECTION_STRING",
                                    emulator.connectionString(),
                                    "SERVICEBUS_QUEUE",
                                    "js-queue"),
                            Duration.ofMinutes(1));

            assertThat(result.output()).contains("all held");
            assertThat(result.exitCode()).isZero();
        }
    }
}
