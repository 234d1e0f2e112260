package dev.convoy.runtime.stack.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that all single emulators share. */
final class EmulatorOptions {

    @Option(names = "--data", paramLabel = "DIR", description = "Where state lives (default: in memory).")
    private @Nullable Path data;

    @Option(names = "--in-memory", description = "Keeps no state on disk; the default.")
    private boolean inMemory;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    private boolean help;

    /** Where state lives, empty for in memory. */
    Optional<Path> dataDirectory() {
        if (inMemory && data != null) {
            throw new IllegalArgumentException("--in-memory keeps no state: it does not go with --data");
        }
        return Optional.ofNullable(data);
    }
}
