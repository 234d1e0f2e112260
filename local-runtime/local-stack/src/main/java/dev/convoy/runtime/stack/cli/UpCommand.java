package dev.convoy.runtime.stack.cli;

import dev.convoy.runtime.stack.HostOptions;
import dev.convoy.runtime.stack.LocalStack;
import dev.convoy.runtime.stack.StackSettings;
import dev.convoy.runtime.stack.TemporaryFolder;
import dev.convoy.runtime.stack.WorkPlace;
import dev.convoy.runtime.stack.WorkerOptions;
import dev.convoy.runtime.stack.console.Console;
import dev.convoy.runtime.stack.console.ConsoleLogging;
import dev.convoy.runtime.stack.description.StackDescription;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts everything and streams its logs until Ctrl-C. */
@Command(
        name = "up",
        sortOptions = false,
        description = "Starts Azurite, the emulators, the task hub and the apps; Ctrl-C stops them all.")
final class UpCommand implements Callable<Integer> {

    @Option(names = "--data", paramLabel = "DIR", description = "Where state lives (default: .convoy/data).")
    private @Nullable Path data;

    @Option(names = "--fresh", description = "Deletes the state of earlier runs first.")
    private boolean fresh;

    @Option(names = "--in-memory", description = "Keeps no state on disk.")
    private boolean inMemory;

    @Option(
            names = "--port",
            paramLabel = "PART=PORT",
            description = {
                "Another port for a part, 0 for a free one; repeatable.",
                "Parts: blob, servicebus, servicebus-admin, cosmos,",
                "providers, providers-dns, providers-socks,",
                "an app's name, and NAME-hub for its task hub."
            })
    private Map<String, Integer> ports = new LinkedHashMap<>();

    @Option(names = "--free-ports", description = "Free ports for parts that --port does not name.")
    private boolean freePorts;

    @Option(
            names = "--only",
            paramLabel = "FUNCTION",
            split = ",",
            description = {"Only these functions, and the apps they are in;", "several with commas."})
    private Set<String> only = new LinkedHashSet<>();

    @Option(names = "--verbose", description = "Logs everything, each call of a function included.")
    private boolean verbose;

    @Option(names = "--no-watch", description = "Leaves apps alone when their folders change.")
    private boolean noWatch;

    @Option(
            names = "--worker",
            paramLabel = "DIR",
            description = {
                "Runs apps with the Java worker installed there",
                "(the Core Tools' workers/java) instead of ours."
            })
    private @Nullable Path worker;

    @Option(names = "--stack", paramLabel = "FILE", description = "What to start (default: convoy.json).")
    private @Nullable Path stack;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    private boolean help;

    @Override
    public Integer call() throws InterruptedException {
        Console console = Console.standard();
        ConsoleLogging.install(console, verbose);
        StackSettings settings = settings(console);
        long started = System.nanoTime();
        LocalStack running = LocalStack.start(settings);
        Hold.closeAtShutdown(running, () -> console.say("stopping"));
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        new Summary(console).print(running, settings, took);
        Hold.untilStopped();
        return 0;
    }

    private StackSettings settings(Console console) {
        if (inMemory && (data != null || fresh)) {
            throw new IllegalArgumentException("--in-memory keeps no state: it does not go with --data or --fresh");
        }
        WorkPlace place = WorkPlace.current();
        StackDescription description = StackDescription.read(stack == null ? place.stackFile() : stack);
        Path directory = data == null ? place.data() : data;
        StackSettings settings = StackSettings.defaults(description, place.work())
                .withDataDirectory(inMemory ? Optional.empty() : Optional.of(directory))
                .withPorts(ports)
                .withWorkerOptions(WorkerOptions.defaults())
                .withHosts(new HostOptions(only, verbose, !noWatch, Optional.ofNullable(worker)))
                .withLog(console);
        if (fresh) {
            settings.partsWithState().forEach(part -> TemporaryFolder.deleteAll(directory.resolve(part)));
        }
        return freePorts ? settings.withFreePorts() : settings;
    }
}
