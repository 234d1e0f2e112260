package dev.convoy.systemtests.books;

import dev.convoy.systemtests.client.ApiException;
import picocli.CommandLine;

/** Runs a command: exit code 0 done, 1 failed, 2 cannot start, with one line that says why. */
final class Cli {

    static final int DONE = 0;
    static final int FAILED = 1;
    private static final int CANNOT_START = 2;

    private Cli() {}

    static int run(Object command, String... arguments) {
        return new CommandLine(command)
                .setParameterExceptionHandler((wrong, args) -> refused(wrong))
                .setExecutionExceptionHandler((failure, line, result) -> failed(failure))
                .execute(arguments);
    }

    private static int refused(Exception wrong) {
        System.err.println("convoy: " + wrong.getMessage());
        return CANNOT_START;
    }

    private static int failed(Exception failure) throws Exception {
        if (failure instanceof ApiException || failure instanceof CommandLine.ParameterException) {
            return refused(failure);
        }
        throw failure;
    }
}
