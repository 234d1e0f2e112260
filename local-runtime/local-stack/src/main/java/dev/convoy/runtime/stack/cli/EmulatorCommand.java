package dev.convoy.runtime.stack.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts one part alone. */
@Command(
        name = "emulator",
        description = "Starts one part alone and prints 'ready' when it accepts clients.",
        synopsisSubcommandLabel = "PART",
        subcommands = {
            ServiceBusEmulatorCommand.class,
            CosmosEmulatorCommand.class,
            DurableEmulatorCommand.class,
        })
final class EmulatorCommand implements Runnable {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    private boolean help;

    @Override
    public void run() {
        throw new IllegalArgumentException("emulator needs a name: servicebus, cosmos or durable");
    }
}
