package dev.convoy.runtime.stack.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's root: {@code up} and {@code emulator}. */
@Command(
        name = "./convoy",
        description = "A laptop-sized Azure.",
        subcommands = {UpCommand.class, EmulatorCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class Convoy {

    /** Exit code of whatever cannot start. */
    public static final int CANNOT_START = 2;

    Convoy() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Convoy())
                .setUsageHelpAutoWidth(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((problem, arguments) -> {
                    CommandLine command = problem.getCommandLine();
                    command.getErr()
                            .println("convoy: " + oneLine(problem) + " (see "
                                    + command.getCommandSpec().qualifiedName() + " --help)");
                    return CANNOT_START;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("convoy: " + oneLine(failure));
                    if (Boolean.getBoolean("convoy.stacktrace")) {
                        failure.printStackTrace(command.getErr());
                    }
                    return CANNOT_START;
                });
    }

    private static String oneLine(Exception failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.toString()
                : message.lines().findFirst().orElse(failure.toString());
    }
}
