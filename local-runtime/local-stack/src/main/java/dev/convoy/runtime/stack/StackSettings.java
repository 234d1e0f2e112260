package dev.convoy.runtime.stack;

import dev.convoy.runtime.kit.time.Timers;
import dev.convoy.runtime.stack.description.AppDescription;
import dev.convoy.runtime.stack.description.StackDescription;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How to run a stack.
 *
 * @param description what it consists of
 * @param components which kinds of parts to start
 * @param workDirectory where Azurite is installed and class archives are kept
 * @param dataDirectory where state lives; empty keeps all of it in memory
 * @param ports a port per part that is not to have its usual one; 0 takes a free one
 * @param freePorts whether parts that {@code ports} does not name take free ports
 * @param workerOptions options of the apps' JVMs
 * @param hosts how the apps' hosts behave
 * @param timers the time of the emulators, of the hubs and of the apps' timers; empty for the system's
 * @param log takes the lines of all parts
 */
public record StackSettings(
        StackDescription description,
        Set<Component> components,
        Path workDirectory,
        Optional<Path> dataDirectory,
        Map<String, Integer> ports,
        boolean freePorts,
        List<String> workerOptions,
        HostOptions hosts,
        Optional<Timers> timers,
        StackLog log) {

    public static final String BLOB = "blob";
    public static final String SERVICE_BUS = "servicebus";
    public static final String SERVICE_BUS_ADMIN = "servicebus-admin";
    public static final String COSMOS = "cosmos";

    public static final String PROVIDERS = "providers";
    public static final String PROVIDERS_DNS = "providers-dns";
    public static final String PROVIDERS_SOCKS = "providers-socks";

    private static final Map<String, Integer> USUAL = Map.of(
            BLOB, 10_000,
            SERVICE_BUS, 5672,
            SERVICE_BUS_ADMIN, 5300,
            COSMOS, 8081,
            PROVIDERS, 9080,
            PROVIDERS_DNS, 9053,
            PROVIDERS_SOCKS, 9081);

    /**
     * @throws IllegalArgumentException if a port is none, or is for a part there is not
     */
    public StackSettings {
        components = Set.copyOf(components);
        ports = Map.copyOf(ports);
        workerOptions = List.copyOf(workerOptions);
        Set<String> known = partsOf(description);
        ports.forEach((part, port) -> check(known, part, port));
    }

    /** Everything in memory on the usual ports, without a log. */
    public static StackSettings defaults(StackDescription description, Path workDirectory) {
        return new StackSettings(
                description,
                EnumSet.allOf(Component.class),
                workDirectory,
                Optional.empty(),
                Map.of(),
                false,
                List.of(),
                HostOptions.defaults(),
                Optional.empty(),
                StackLog.silent());
    }

    public StackSettings withComponents(Set<Component> components) {
        return new StackSettings(
                description,
                components,
                workDirectory,
                dataDirectory,
                ports,
                freePorts,
                workerOptions,
                hosts,
                timers,
                log);
    }

    public StackSettings withDataDirectory(Optional<Path> directory) {
        return new StackSettings(
                description, components, workDirectory, directory, ports, freePorts, workerOptions, hosts, timers, log);
    }

    public StackSettings withPorts(Map<String, Integer> ports) {
        return new StackSettings(
                description,
                components,
                workDirectory,
                dataDirectory,
                ports,
                freePorts,
                workerOptions,
                hosts,
                timers,
                log);
    }

    public StackSettings withFreePorts() {
        return new StackSettings(
                description, components, workDirectory, dataDirectory, ports, true, workerOptions, hosts, timers, log);
    }

    public StackSettings withWorkerOptions(List<String> options) {
        return new StackSettings(
                description, components, workDirectory, dataDirectory, ports, freePorts, options, hosts, timers, log);
    }

    public StackSettings withHosts(HostOptions hosts) {
        return new StackSettings(
                description,
                components,
                workDirectory,
                dataDirectory,
                ports,
                freePorts,
                workerOptions,
                hosts,
                timers,
                log);
    }

    public StackSettings withTimers(Timers timers) {
        return new StackSettings(
                description,
                components,
                workDirectory,
                dataDirectory,
                ports,
                freePorts,
                workerOptions,
                hosts,
                Optional.of(timers),
                log);
    }

    public StackSettings withLog(StackLog log) {
        return new StackSettings(
                description,
                components,
                workDirectory,
                dataDirectory,
                ports,
                freePorts,
                workerOptions,
                hosts,
                timers,
                log);
    }

    /** What the task hub of an app is called among the parts. */
    public static String hubOf(String app) {
        return app + "-hub";
    }

    /** The parts that keep state, each in a folder of its name in the data directory. */
    public List<String> partsWithState() {
        Stream<String> hubs = description.apps().stream()
                .filter(app -> app.taskHub().isPresent())
                .map(app -> hubOf(app.name()));
        return Stream.concat(Stream.of(BLOB, SERVICE_BUS, COSMOS), hubs).toList();
    }

    /** Does the stack start this kind of part? Apps need them all. */
    boolean has(Component component) {
        return components.contains(component) || components.contains(Component.APPS);
    }

    /** The apps to start, none unless apps are wanted at all. */
    List<AppDescription> appsToStart() {
        return components.contains(Component.APPS) ? description.apps() : List.of();
    }

    int port(String part) {
        return port(part, USUAL.getOrDefault(part, 0));
    }

    int port(String part, int usual) {
        return ports.getOrDefault(part, freePorts ? 0 : usual);
    }

    /** Where one part keeps its state. */
    Optional<Path> data(String part) {
        return dataDirectory.map(directory -> directory.resolve(part));
    }

    private static Set<String> partsOf(StackDescription description) {
        Set<String> parts = new TreeSet<>(USUAL.keySet());
        for (AppDescription app : description.apps()) {
            parts.add(app.name());
            app.taskHub().ifPresent(hub -> parts.add(hubOf(app.name())));
        }
        return parts;
    }

    private static void check(Set<String> known, String part, int port) {
        if (!known.contains(part)) {
            throw new IllegalArgumentException(
                    "port " + part + "=" + port + ": there is no part of that name, only " + String.join(", ", known));
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + part + "=" + port + ": is not a port (0 to 65535)");
        }
    }
}
