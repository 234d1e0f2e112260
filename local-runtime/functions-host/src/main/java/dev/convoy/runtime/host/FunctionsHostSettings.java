package dev.convoy.runtime.host;

import dev.convoy.runtime.host.invoke.HubAddress;
import dev.convoy.runtime.host.log.LogSink;
import dev.convoy.runtime.host.trigger.http.FunctionKeys;
import dev.convoy.runtime.kit.time.Timers;
import io.grpc.ManagedChannel;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a host is started with.
 *
 * @param stagedFolder the folder the Functions Maven plugin wrote
 * @param host the address to listen on
 * @param port the HTTP port, 0 for a free one
 * @param appSettings settings that win over those of {@code local.settings.json}
 * @param hub the task hub, if the app has durable functions
 * @param javaExecutable the Java that runs the app
 * @param workerJvmOptions options of the app's JVM
 * @param workerDirectory a worker installed with the Core Tools, to run in place of ours
 * @param only names of the functions to run; empty for all
 * @param keys keys that clients have to show; none asks for none, as on a developer's machine
 * @param maxBodyBytes the largest request body that is accepted
 * @param drain how long functions under way may take at shutdown
 * @param watch whether the app is started again when its folder changes
 * @param verbose whether the log has every line, each invocation's beginning and end included, whatever {@code host.json} says
 * @param timers the time of timer triggers and retry policies; empty takes the system's. The worker's process lives in real time whatever
 *     they say: {@code functionTimeout}, its start and its restart are measured by the machine's clock
 * @param logSink takes the app's log
 */
public record FunctionsHostSettings(
        Path stagedFolder,
        String host,
        int port,
        Map<String, String> appSettings,
        Optional<HubAddress> hub,
        Path javaExecutable,
        List<String> workerJvmOptions,
        Optional<Path> workerDirectory,
        Set<String> only,
        Optional<FunctionKeys> keys,
        int maxBodyBytes,
        Duration drain,
        boolean watch,
        boolean verbose,
        Optional<Timers> timers,
        LogSink logSink) {

    public static final int DEFAULT_PORT = 7071;
    private static final int WARNS_ABOUT_UNSAFE = 24;
    private static final int DEFAULT_MAX_BODY = 100 * 1024 * 1024;

    public FunctionsHostSettings {
        appSettings = Map.copyOf(appSettings);
        workerJvmOptions = List.copyOf(workerJvmOptions);
        only = Set.copyOf(only);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("http port must be between 0 and 65535, is " + port);
        }
        if (maxBodyBytes < 1) {
            throw new IllegalArgumentException("maxBodyBytes must be positive, is " + maxBodyBytes);
        }
        if (drain.isNegative()) {
            throw new IllegalArgumentException("drain must not be negative, is " + drain);
        }
    }

    /** The app in the folder on port 7071 of loopback, with the Java this host runs on and its log on the log facade. */
    public static FunctionsHostSettings of(Path stagedFolder) {
        return new FunctionsHostSettings(
                stagedFolder,
                "127.0.0.1",
                DEFAULT_PORT,
                Map.of(),
                Optional.empty(),
                Path.of(System.getProperty("java.home"), "bin", "java"),
                defaultJvmOptions(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                DEFAULT_MAX_BODY,
                Duration.ofSeconds(10),
                false,
                false,
                Optional.empty(),
                LogSink.toLogger("app"));
    }

    /** A quick start, little memory, and no warnings about what gRPC does on the Java this host runs on. */
    private static List<String> defaultJvmOptions() {
        List<String> options = new ArrayList<>(List.of(
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "--enable-native-access=ALL-UNNAMED"));
        if (Runtime.version().feature() >= WARNS_ABOUT_UNSAFE) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options;
    }

    public FunctionsHostSettings withHost(String newHost) {
        return with(draft -> draft.host = newHost);
    }

    public FunctionsHostSettings withPort(int newPort) {
        return with(draft -> draft.port = newPort);
    }

    /** Adds settings; they win over earlier ones and over {@code local.settings.json}. */
    public FunctionsHostSettings withAppSettings(Map<String, String> more) {
        Map<String, String> merged = new HashMap<>(appSettings);
        merged.putAll(more);
        return with(draft -> draft.appSettings = merged);
    }

    /** The app's task hub; an empty name takes the one in {@code host.json}. */
    public FunctionsHostSettings withHub(int grpcPort, URI managementUrl, String taskHubName) {
        return with(draft ->
                draft.hub = Optional.of(new HubAddress(grpcPort, managementUrl, taskHubName, Optional.empty())));
    }

    /** The app's task hub in this very JVM, which the host then calls without a socket; its app still uses the port. */
    public FunctionsHostSettings withHub(
            int grpcPort, URI managementUrl, String taskHubName, Supplier<ManagedChannel> local) {
        return with(draft ->
                draft.hub = Optional.of(new HubAddress(grpcPort, managementUrl, taskHubName, Optional.of(local))));
    }

    public FunctionsHostSettings withJavaExecutable(Path newJava) {
        return with(draft -> draft.javaExecutable = newJava);
    }

    /** Replaces the options of the app's JVM. */
    public FunctionsHostSettings withWorkerJvmOptions(List<String> newOptions) {
        return with(draft -> draft.workerJvmOptions = newOptions);
    }

    /** Adds to the options of the app's JVM. */
    public FunctionsHostSettings withMoreWorkerJvmOptions(List<String> more) {
        List<String> all = new ArrayList<>(workerJvmOptions);
        all.addAll(more);
        return withWorkerJvmOptions(all);
    }

    /** Runs the worker installed in this folder (with {@code worker.config.json}) in place of ours. */
    public FunctionsHostSettings withWorkerDirectory(Path directory) {
        return with(draft -> draft.workerDirectory = Optional.of(directory));
    }

    public FunctionsHostSettings withOnly(Set<String> names) {
        return with(draft -> draft.only = names);
    }

    /** Asks clients for keys. */
    public FunctionsHostSettings withKeys(FunctionKeys newKeys) {
        return with(draft -> draft.keys = Optional.of(newKeys));
    }

    public FunctionsHostSettings withMaxBodyBytes(int newLimit) {
        return with(draft -> draft.maxBodyBytes = newLimit);
    }

    public FunctionsHostSettings withDrain(Duration newDrain) {
        return with(draft -> draft.drain = newDrain);
    }

    public FunctionsHostSettings withWatch(boolean newWatch) {
        return with(draft -> draft.watch = newWatch);
    }

    public FunctionsHostSettings withVerbose(boolean newVerbose) {
        return with(draft -> draft.verbose = newVerbose);
    }

    public FunctionsHostSettings withTimers(Timers newTimers) {
        return with(draft -> draft.timers = Optional.of(newTimers));
    }

    public FunctionsHostSettings withLogSink(LogSink newSink) {
        return with(draft -> draft.logSink = newSink);
    }

    private FunctionsHostSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /** Settings while one of them is being changed. Confined to one call. */
    private static final class Draft {

        private final FunctionsHostSettings base;
        private String host;
        private int port;
        private Map<String, String> appSettings;
        private Optional<HubAddress> hub;
        private Path javaExecutable;
        private List<String> workerJvmOptions;
        private Optional<Path> workerDirectory;
        private Set<String> only;
        private Optional<FunctionKeys> keys;
        private int maxBodyBytes;
        private Duration drain;
        private boolean watch;
        private boolean verbose;
        private Optional<Timers> timers;
        private LogSink logSink;

        Draft(FunctionsHostSettings base) {
            this.base = base;
            host = base.host;
            port = base.port;
            appSettings = base.appSettings;
            hub = base.hub;
            javaExecutable = base.javaExecutable;
            workerJvmOptions = base.workerJvmOptions;
            workerDirectory = base.workerDirectory;
            only = base.only;
            keys = base.keys;
            maxBodyBytes = base.maxBodyBytes;
            drain = base.drain;
            watch = base.watch;
            verbose = base.verbose;
            timers = base.timers;
            logSink = base.logSink;
        }

        FunctionsHostSettings settings() {
            return new FunctionsHostSettings(
                    base.stagedFolder,
                    host,
                    port,
                    appSettings,
                    hub,
                    javaExecutable,
                    workerJvmOptions,
                    workerDirectory,
                    only,
                    keys,
                    maxBodyBytes,
                    drain,
                    watch,
                    verbose,
                    timers,
                    logSink);
        }
    }
}
