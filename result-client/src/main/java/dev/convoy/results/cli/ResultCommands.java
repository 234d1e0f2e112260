package dev.convoy.results.cli;

import dev.convoy.results.api.RefusedException;
import dev.convoy.results.api.UnansweredException;
import dev.convoy.results.bus.BusException;
import dev.convoy.results.read.CorruptResultException;
import dev.convoy.results.send.SendFailedException;
import dev.convoy.results.staging.StagingException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Root of the commands that are clients of the result service. */
@Command(
        name = "./convoy",
        description = "Sends and fetches big results.",
        subcommands = {SendResultCommand.class, FetchResultCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class ResultCommands {

    static final int FAILED = 1;
    static final int CANNOT_START = 2;

    ResultCommands() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ResultCommands())
                .setUsageHelpAutoWidth(false)
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
                    return exitCode(failure);
                });
    }

    /** What is wrong before anything was begun is told apart from what went wrong on the way. */
    private static int exitCode(Exception failure) {
        return switch (failure) {
            case SendFailedException failed -> FAILED;
            case StagingException failed -> FAILED;
            case BusException failed -> FAILED;
            case RefusedException failed -> FAILED;
            case CorruptResultException failed -> FAILED;
            case UnansweredException failed -> FAILED;
            case NoSuchFileException missing -> CANNOT_START;
            case IOException failed -> FAILED;
            default -> CANNOT_START;
        };
    }

    private static String oneLine(Exception failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.toString()
                : message.lines().findFirst().orElse(failure.toString());
    }
}
