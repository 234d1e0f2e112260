package dev.convoy.runtime.stack.cli;

import dev.convoy.runtime.kit.journal.Journal.Sync;
import dev.convoy.runtime.servicebus.ServiceBusEmulator;
import dev.convoy.runtime.servicebus.ServiceBusEmulatorSettings;
import dev.convoy.runtime.servicebus.broker.Quotas;
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

    @Option(
            names = "--strict",
            paramLabel = "TIER",
            description = "Refuses what this tier of Azure would: standard or premium.")
    private @Nullable Tier strict;

    @Option(
            names = "--sync",
            paramLabel = "WHEN",
            description = "Forces the disk: never (default), grouped or every write.")
    private Durability sync = Durability.NEVER;

    @Mixin
    private EmulatorOptions options = new EmulatorOptions();

    @Override
    public Integer call() throws InterruptedException {
        Console console = Console.standard();
        ConsoleLogging.install(console);
        ServiceBusEmulator emulator = ServiceBusEmulator.start(settings());
        Hold.closeAtShutdown(emulator, () -> console.say("stopping"));
        console.say(emulator.connectionString());
        console.say("http://localhost:" + emulator.adminPort());
        console.say("ready");
        Hold.untilStopped();
        return 0;
    }

    private ServiceBusEmulatorSettings settings() {
        ServiceBusEmulatorSettings settings = ServiceBusEmulatorSettings.defaults()
                .withPort(port)
                .withAdminPort(adminPort)
                .withSync(sync.setting);
        if (config != null) {
            settings = settings.withConfigFile(config);
        }
        if (strict != null) {
            settings = settings.withQuotas(strict.quotas);
        }
        return options.dataDirectory().map(settings::withDataDirectory).orElse(settings);
    }

    /** A tier of the service. */
    enum Tier {
        STANDARD(Quotas.standard()),
        PREMIUM(Quotas.premium());

        private final Quotas quotas;

        Tier(Quotas quotas) {
            this.quotas = quotas;
        }
    }

    /** When the disk is forced. */
    enum Durability {
        NEVER(Sync.NEVER),
        GROUPED(Sync.GROUPED),
        EVERY(Sync.EVERY_APPEND);

        private final Sync setting;

        Durability(Sync setting) {
            this.setting = setting;
        }
    }
}
