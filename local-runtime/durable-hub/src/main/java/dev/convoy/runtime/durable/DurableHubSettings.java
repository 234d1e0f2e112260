package dev.convoy.runtime.durable;

import dev.convoy.runtime.durable.engine.HubOptions;
import dev.convoy.runtime.kit.journal.Journal.Sync;
import dev.convoy.runtime.kit.time.Timers;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a hub is to run.
 *
 * @param host the address to bind
 * @param grpcPort the port of clients and workers; 0 takes a free one
 * @param managementPort the port of the management API; 0 takes a free one
 * @param taskHubName the hub's name in management URLs
 * @param dataDirectory where the journal lives; empty keeps everything in memory
 * @param sync when the journal is forced to disk; surviving kill -9 needs {@link Sync#NEVER} only
 * @param timers the clock and timers; empty takes the system's
 * @param options the hub's bounds
 */
public record DurableHubSettings(
        String host,
        int grpcPort,
        int managementPort,
        String taskHubName,
        Optional<Path> dataDirectory,
        Sync sync,
        Optional<Timers> timers,
        HubOptions options) {

    public DurableHubSettings {
        requirePort("grpcPort", grpcPort);
        requirePort("managementPort", managementPort);
        if (host.isBlank()) {
            throw new IllegalArgumentException("host: must not be blank");
        }
        if (!taskHubName.matches("[A-Za-z][A-Za-z0-9]{0,44}")) {
            throw new IllegalArgumentException(
                    "taskHubName: must be a letter followed by at most 44 letters and digits, is '" + taskHubName
                            + "'");
        }
    }

    /** Loopback, port 4001 for gRPC as the SDK expects, a free port for management, in memory. */
    public static DurableHubSettings defaults() {
        return new DurableHubSettings(
                "127.0.0.1",
                4001,
                0,
                "ConvoyHub",
                Optional.empty(),
                Sync.NEVER,
                Optional.empty(),
                HubOptions.defaults());
    }

    public DurableHubSettings withHost(String value) {
        return new DurableHubSettings(
                value, grpcPort, managementPort, taskHubName, dataDirectory, sync, timers, options);
    }

    public DurableHubSettings withGrpcPort(int value) {
        return new DurableHubSettings(host, value, managementPort, taskHubName, dataDirectory, sync, timers, options);
    }

    public DurableHubSettings withManagementPort(int value) {
        return new DurableHubSettings(host, grpcPort, value, taskHubName, dataDirectory, sync, timers, options);
    }

    public DurableHubSettings withTaskHubName(String value) {
        return new DurableHubSettings(host, grpcPort, managementPort, value, dataDirectory, sync, timers, options);
    }

    public DurableHubSettings withDataDirectory(Path value) {
        return new DurableHubSettings(
                host, grpcPort, managementPort, taskHubName, Optional.of(value), sync, timers, options);
    }

    public DurableHubSettings withSync(Sync value) {
        return new DurableHubSettings(
                host, grpcPort, managementPort, taskHubName, dataDirectory, value, timers, options);
    }

    public DurableHubSettings withTimers(Timers value) {
        return new DurableHubSettings(
                host, grpcPort, managementPort, taskHubName, dataDirectory, sync, Optional.of(value), options);
    }

    public DurableHubSettings withOptions(HubOptions value) {
        return new DurableHubSettings(host, grpcPort, managementPort, taskHubName, dataDirectory, sync, timers, value);
    }

    private static void requirePort(String setting, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(setting + ": must be 0 to 65535, is " + port);
        }
    }
}
