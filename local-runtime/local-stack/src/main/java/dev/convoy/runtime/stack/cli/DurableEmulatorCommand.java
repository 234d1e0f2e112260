package dev.convoy.runtime.stack.cli;

import dev.convoy.runtime.durable.DurableHub;
import dev.convoy.runtime.durable.DurableHubSettings;
import dev.convoy.runtime.stack.console.Console;
import dev.convoy.runtime.stack.console.ConsoleLogging;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a durable task hub alone, for the standalone Durable Task SDK. */
@Command(name = "durable", sortOptions = false, description = "Starts a durable task hub alone.")
final class DurableEmulatorCommand implements Callable<Integer> {

    @Option(names = "--port", paramLabel = "PORT", description = "gRPC port (default: 4001); 0 for a free one.")
    private int port = 4001;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "Port of the management HTTP API (default: a free one).")
    private int managementPort;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the hub (default: ${DEFAULT-VALUE}).")
    private String name = "TestHub";

    @Mixin
    private EmulatorOptions options = new EmulatorOptions();

    @Override
    public Integer call() throws InterruptedException {
        Console console = Console.standard();
        ConsoleLogging.install(console);
        DurableHubSettings settings = DurableHubSettings.defaults()
                .withGrpcPort(port)
                .withManagementPort(managementPort)
                .withTaskHubName(name);
        DurableHub hub = DurableHub.start(
                options.dataDirectory().map(settings::withDataDirectory).orElse(settings));
        Hold.closeAtShutdown(hub, () -> console.say("stopping"));
        console.say("gRPC localhost:" + hub.grpcPort() + ", management " + hub.managementUrl());
        console.say("ready");
        Hold.untilStopped();
        return 0;
    }
}
