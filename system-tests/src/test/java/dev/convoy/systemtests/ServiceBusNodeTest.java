package dev.convoy.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.runtime.servicebus.ServiceBusEmulator;
import dev.convoy.runtime.servicebus.ServiceBusEmulatorSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceBusNodeTest {

    private static final String CONFIG = """
            {"UserConfig": {"Namespaces": [{"Name": "sbemulatorns", "Queues": [
              {"Name": "js-queue", "Properties": {"LockDuration": "PT30S", "MaxDeliveryCount": 5}}]}]}}
            """;
    private static final Path SUITE_CONFIG = Path.of(
            "..", "local-runtime", "servicebus-emulator", "src", "test", "resources", "conformance", "Config.json");
    private static final ServiceBusEmulatorSettings FREE_PORTS =
            ServiceBusEmulatorSettings.defaults().withPort(0).withAdminPort(0);

    @Test
    void the_javascript_sdk_sends_receives_and_settles() {
        try (ServiceBusEmulator emulator = ServiceBusEmulator.start(FREE_PORTS.withConfigText(CONFIG))) {

            NodeScript.Result result = run("servicebus-smoke.mjs", emulator);

            assertThat(result.output()).contains("all held");
            assertThat(result.exitCode()).isZero();
        }
    }

    @Test
    void the_javascript_suite_holds() {
        try (ServiceBusEmulator emulator = ServiceBusEmulator.start(FREE_PORTS.withConfigFile(SUITE_CONFIG))) {

            NodeScript.Result result = run("servicebus-suite.mjs", emulator);

            assertThat(result.output()).contains(" held, 0 failed");
            assertThat(result.exitCode()).isZero();
        }
    }

    private static NodeScript.Result run(String script, ServiceBusEmulator emulator) {
        return new NodeScript(script)
                .run(
                        Map.of(
                                "SERVICEBUS_CONNECTION_STRING",
                                emulator.connectionString(),
                                "SERVICEBUS_QUEUE",
                                "js-queue"),
                        Duration.ofMinutes(1));
    }
}
