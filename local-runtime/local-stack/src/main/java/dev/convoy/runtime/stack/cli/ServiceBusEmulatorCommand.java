package dev.convoy.runtime.stack.cli;

import dev.convoy.runtime.servicebus.ServiceBusEmulator;
import dev.convoy.runtime.servicebus.ServiceBusEmulatorSettings;
import dev.convoy.runtime.stack.console.Console;
import dev.convoy.runtime.stack.console.ConsoleLogging;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the Service Bus emulator alone. */
@Command(name = "servicebus", sortOptions = false, description = "Starts the Service Bus emulator alone.")
final class ServiceBusEmulatorCommand implements Callable<Integer> {

    @Option(names = "--port", paramLabel = "PORT", description = "AMQP port (default: 5672); 0 for a free one.")
    private int port = 5672;

    @Option(names = "--admin-port", paramLabel = "PORT", description = "HTTP port (default: 5300); 0 for a free one.")
    private int adminPort = 5300;

    @Option(names = "--config", paramLabel = "FILE", description = "Queues and topics: the official emulator's file.")
    private @Nullable Path config;

    @Mixin
    private EmulatorOptions options = new EmulatorOptions();

    @Override
    public Integer call() throws InterruptedException {
        Console console = Console.standard();
        ConsoleLogging.install(console);
        ServiceBusEmulatorSettings settings =
                ServiceBusEmulatorSettings.defaults().withPort(port).withAdminPort(adminPort);
        settings = options.dataDirectory().map(settings::withDataDirectory).orElse(settings);
        ServiceBusEmulator emulator =
                ServiceBusEmulator.start(config == null ? settings : settings.withConfigFile(config));
        Hold.closeAtShutdown(emulator, () -> console.say("stopping"));
        console.say(emulator.connectionString());
        console.say("ready");
        Hold.untilStopped();
        return 0;
    }
}
