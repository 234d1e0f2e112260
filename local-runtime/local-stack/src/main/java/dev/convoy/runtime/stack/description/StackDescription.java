package dev.convoy.runtime.stack.description;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a stack consists of.
 *
 * @param serviceBusConfig the official emulator's {@code Config.json}
 * @param cosmos database and containers to create
 * @param offlineProviders whether lookups of the outside world are answered from fixtures
 * @param settings app settings every app gets; {@code ${serviceBus}}, {@code ${cosmos}} and {@code ${blob}} in their values stand
 *     for the connection strings of this run, {@code ${serviceBusAdministration}} for the URL of Service Bus administration, {@code ${providers}} for the offline providers' URL, {@code ${providers-dns}} and
 *     {@code ${providers-socks}} for host:port of their DNS server and SOCKS proxy
 * @param apps the staged apps, in the order in which they are printed
 */
public record StackDescription(
        Optional<Path> serviceBusConfig,
        Optional<CosmosDescription> cosmos,
        boolean offlineProviders,
        Map<String, String> settings,
        List<AppDescription> apps) {

    /** The file's usual name, in a repository's root. */
    public static final String FILE_NAME = "convoy.json";

    public StackDescription {
        settings = Map.copyOf(settings);
        apps = List.copyOf(apps);
    }

    /** A stack of emulators alone. */
    public static StackDescription empty() {
        return new StackDescription(Optional.empty(), Optional.empty(), false, Map.of(), List.of());
    }

    /**
     * Reads the file; paths in it are relative to its folder.
     *
     * @throws IllegalArgumentException if a field is missing, unknown or wrong; one line that names file and field
     */
    public static StackDescription read(Path file) {
        return new DescriptionReader(file).read();
    }
}
