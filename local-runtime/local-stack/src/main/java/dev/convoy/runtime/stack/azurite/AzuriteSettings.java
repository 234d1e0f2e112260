package dev.convoy.runtime.stack.azurite;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How to run Azurite.
 *
 * @param port the port of the blob service; 0 takes a free one
 * @param dataDirectory where blobs live; empty keeps them in memory
 * @param installDirectory where the npm package is, or is to be installed
 * @param log takes each line that Azurite or npm prints
 */
public record AzuriteSettings(
        String host, int port, Optional<Path> dataDirectory, Path installDirectory, Consumer<String> log) {

    public AzuriteSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("azurite port: " + port + " is not a port (0 to 65535)");
        }
    }

    /** The usual port, in memory, without a log. */
    public static AzuriteSettings defaults(Path installDirectory) {
        return new AzuriteSettings("127.0.0.1", 10_000, Optional.empty(), installDirectory, line -> {});
    }

    public AzuriteSettings withPort(int port) {
        return new AzuriteSettings(host, port, dataDirectory, installDirectory, log);
    }

    public AzuriteSettings withDataDirectory(Optional<Path> directory) {
        return new AzuriteSettings(host, port, directory, installDirectory, log);
    }

    public AzuriteSettings withLog(Consumer<String> log) {
        return new AzuriteSettings(host, port, dataDirectory, installDirectory, log);
    }
}
