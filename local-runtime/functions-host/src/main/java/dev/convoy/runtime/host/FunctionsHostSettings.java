package dev.convoy.runtime.host;

import dev.convoy.runtime.host.invoke.HubAddress;
import dev.convoy.runtime.host.log.LogSink;
import dev.convoy.runtime.host.trigger.http.FunctionKeys;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        return new FunctionsHostSettings(
                stagedFolder,
                newHost,
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
                logSink);
    }

    public FunctionsHostSettings withPort(int newPort) {
        return new FunctionsHostSettings(
                stagedFolder,
                host,
                newPort,
                appSettings,
                hub,
                javaExecutable,
                workerJvmOptions,
                workerDirectory,
                only,
                keys,
                maxBodyBytes,
                drain,
                logSink);
    }

    /** Adds settings; they win over earlier ones and over {@code local.settings.json}. */
    public FunctionsHostSettings withAppSettings(Map<String, String> more) {
        Map<String, String> merged = new HashMap<>(appSettings);
        merged.putAll(more);
        return new FunctionsHostSettings(
                stagedFolder,
                host,
                port,
                merged,
                hub,
                javaExecutable,
                workerJvmOptions,
                workerDirectory,
                only,
                keys,
                maxBodyBytes,
                drain,
                logSink);
    }

    /** The app's task hub; an empty name takes the one in {@code host.json}. */
    public FunctionsHostSettings withHub(int grpcPort, URI managementUrl, String taskHubName) {
        Optional<HubAddress> newHub = Optional.of(new HubAddress(grpcPort, managementUrl, taskHubName));
        return new FunctionsHostSettings(
                stagedFolder,
                host,
                port,
                appSettings,
                newHub,
                javaExecutable,
                workerJvmOptions,
                workerDirectory,
                only,
                keys,
                maxBodyBytes,
                drain,
                logSink);
    }

    public FunctionsHostSettings withJavaExecutable(Path newJava) {
        return new FunctionsHostSettings(
                stagedFolder,
                host,
                port,
                appSettings,
                hub,
                newJava,
                workerJvmOptions,
                workerDirectory,
                only,
                keys,
                maxBodyBytes,
                drain,
                logSink);
    }

    /** Replaces the options of the app's JVM. */
    public FunctionsHostSettings withWorkerJvmOptions(List<String> newOptions) {
        return new FunctionsHostSettings(
                stagedFolder,
                host,
                port,
                appSettings,
                hub,
                javaExecutable,
                newOptions,
                workerDirectory,
                only,
                keys,
                maxBodyBytes,
                drain,
                logSink);
    }

    /** Adds to the options of the app's JVM. */
    public FunctionsHostSettings withMoreWorkerJvmOptions(List<String> more) {
        List<String> all = new ArrayList<>(workerJvmOptions);
        all.addAll(more);
        return withWorkerJvmOptions(all);
    }

    /** Runs the worker installed in this folder (with {@code worker.config.json}) in place of ours. */
    public FunctionsHostSettings withWorkerDirectory(Path directory) {
        return new FunctionsHostSettings(
                stagedFolder,
                host,
                port,
                appSettings,
                hub,
                javaExecutable,
                workerJvmOptions,
                Optional.of(directory),
                only,
                keys,
                maxBodyBytes,
                drain,
                logSink);
    }

    public FunctionsHostSettings withOnly(Set<String> names) {
        return new FunctionsHostSettings(
                stagedFolder,
                host,
                port,
                appSettings,
                hub,
                javaExecutable,
                workerJvmOptions,
                workerDirectory,
                names,
                keys,
                maxBodyBytes,
                drain,
                logSink);
    }

    /** Asks clients for keys. */
    public FunctionsHostSettings withKeys(FunctionKeys newKeys) {
        return new FunctionsHostSettings(
                stagedFolder,
                host,
                port,
                appSettings,
                hub,
                javaExecutable,
                workerJvmOptions,
                workerDirectory,
                only,
                Optional.of(newKeys),
                maxBodyBytes,
                drain,
                logSink);
    }

    public FunctionsHostSettings withMaxBodyBytes(int newLimit) {
        return new FunctionsHostSettings(
                stagedFolder,
                host,
                port,
                appSettings,
                hub,
                javaExecutable,
                workerJvmOptions,
                workerDirectory,
                only,
                keys,
                newLimit,
                drain,
                logSink);
    }

    public FunctionsHostSettings withDrain(Duration newDrain) {
        return new FunctionsHostSettings(
                stagedFolder,
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
                newDrain,
                logSink);
    }

    public FunctionsHostSettings withLogSink(LogSink newSink) {
        return new FunctionsHostSettings(
                stagedFolder,
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
                newSink);
    }
}
