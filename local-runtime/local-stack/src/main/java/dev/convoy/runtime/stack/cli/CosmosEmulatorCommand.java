package dev.convoy.runtime.stack.cli;

import dev.convoy.runtime.cosmos.CosmosEmulator;
import dev.convoy.runtime.cosmos.CosmosEmulatorSettings;
import dev.convoy.runtime.stack.console.Console;
import dev.convoy.runtime.stack.console.ConsoleLogging;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the Cosmos emulator alone. */
@Command(name = "cosmos", sortOptions = false, description = "Starts the Cosmos DB emulator alone.")
final class CosmosEmulatorCommand implements Callable<Integer> {

    @Option(names = "--port", paramLabel = "PORT", description = "HTTP port (default: 8081); 0 for a free one.")
    private int port = 8081;

    @Option(names = "--tls-port", paramLabel = "PORT", description = "A second port that speaks TLS (default: none).")
    private @Nullable Integer tlsPort;

    @Option(names = "--partitions", paramLabel = "N", description = "Partitions of each container (default: 1).")
    private int partitions = 1;

    @Mixin
    private EmulatorOptions options = new EmulatorOptions();

    @Override
    public Integer call() throws InterruptedException {
        Console console = Console.standard();
        ConsoleLogging.install(console);
        CosmosEmulatorSettings settings =
                CosmosEmulatorSettings.defaults().withPort(port).withPartitions(partitions);
        settings = options.dataDirectory().map(settings::withDataDirectory).orElse(settings);
        CosmosEmulator emulator = CosmosEmulator.start(tlsPort == null ? settings : settings.withTlsPort(tlsPort));
        Hold.closeAtShutdown(emulator, () -> console.say("stopping"));
        console.say(emulator.connectionString());
        emulator.tlsEndpoint()
                .ifPresent(tls -> console.say("TLS " + tls + ", certificate " + emulator.certificateFile()));
        console.say("ready");
        Hold.untilStopped();
        return 0;
    }
}
