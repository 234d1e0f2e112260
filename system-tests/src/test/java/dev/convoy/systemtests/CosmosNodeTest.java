package dev.convoy.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.runtime.cosmos.CosmosEmulator;
import dev.convoy.runtime.cosmos.CosmosEmulatorSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CosmosNodeTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void the_javascript_sdk_writes_reads_queries_and_follows_changes_over_tls(int partitions, @TempDir Path directory) {
        CosmosEmulatorSettings settings = CosmosEmulatorSettings.defaults()
                .withPort(0)
                .withTlsPort(0)
                .withPartitions(partitions)
                .withDataDirectory(directory);
        try (CosmosEmulator emulator = CosmosEmulator.start(settings)) {

            NodeScript.Result result = new NodeScript("cosmos-smoke.mjs")
                    .run(
                            Map.of(
                                    "COSMOS_ENDPOINT",
                                    emulator.tlsEndpoint().orElseThrow(),
                                    "COSMOS_KEY",
                                    emulator.key(),
                                    "NODE_EXTRA_CA_CERTS",
                                    emulator.certificateFile().toString()),
                            Duration.ofMinutes(1));

            assertThat(result.output()).contains("all held");
            assertThat(result.exitCode()).isZero();
        }
    }
}
