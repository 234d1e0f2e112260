package dev.convoy.runtime.cosmos;

import dev.convoy.runtime.kit.journal.Journal.Sync;
import dev.convoy.runtime.kit.time.SystemTimers;
import dev.convoy.runtime.kit.time.Timers;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the emulator is started.
 *
 * @param port plain HTTP; 0 for a free one
 * @param tlsPort HTTPS with a certificate made at first start; 0 for a free one, empty for none
 * @param partitions physical partitions of each new container
 * @param dataDirectory where state is kept; empty for memory only
 * @param sync when written state is forced to the disk
 * @param authorization whether requests must be signed with the key
 * @param strictThroughput whether a container that has used up its request units of the second answers 429
 * @param timers the clock; closed by whoever made them
 */
public record CosmosEmulatorSettings(
        String host,
        int port,
        Optional<Integer> tlsPort,
        int partitions,
        Optional<Path> dataDirectory,
        Sync sync,
        boolean authorization,
        boolean strictThroughput,
        Timers timers) {

    /** The port of the official emulators. */
    public static final int DEFAULT_PORT = 8081;

    private static final int MAX_PORT = 65_535;
    private static final int MAX_PARTITIONS = 64;

    public CosmosEmulatorSettings {
        requirePort("port", port);
        tlsPort.ifPresent(value -> requirePort("tlsPort", value));
        if (partitions < 1 || partitions > MAX_PARTITIONS) {
            throw new IllegalArgumentException(
                    "cosmos partitions must be 1 to " + MAX_PARTITIONS + ", not " + partitions);
        }
    }

    /** Loopback, the usual port, in memory, one partition, the wall clock. */
    public static CosmosEmulatorSettings defaults() {
        return new CosmosEmulatorSettings(
                "127.0.0.1",
                DEFAULT_PORT,
                Optional.empty(),
                1,
                Optional.empty(),
                Sync.NEVER,
                true,
                false,
                new SystemTimers("cosmos-timers"));
    }

    public CosmosEmulatorSettings withHost(String value) {
        return new CosmosEmulatorSettings(
                value, port, tlsPort, partitions, dataDirectory, sync, authorization, strictThroughput, timers);
    }

    public CosmosEmulatorSettings withPort(int value) {
        return new CosmosEmulatorSettings(
                host, value, tlsPort, partitions, dataDirectory, sync, authorization, strictThroughput, timers);
    }

    public CosmosEmulatorSettings withTlsPort(int value) {
        return new CosmosEmulatorSettings(
                host,
                port,
                Optional.of(value),
                partitions,
                dataDirectory,
                sync,
                authorization,
                strictThroughput,
                timers);
    }

    public CosmosEmulatorSettings withPartitions(int value) {
        return new CosmosEmulatorSettings(
                host, port, tlsPort, value, dataDirectory, sync, authorization, strictThroughput, timers);
    }

    public CosmosEmulatorSettings withDataDirectory(Path value) {
        return new CosmosEmulatorSettings(
                host, port, tlsPort, partitions, Optional.of(value), sync, authorization, strictThroughput, timers);
    }

    public CosmosEmulatorSettings withSync(Sync value) {
        return new CosmosEmulatorSettings(
                host, port, tlsPort, partitions, dataDirectory, value, authorization, strictThroughput, timers);
    }

    public CosmosEmulatorSettings withAuthorization(boolean value) {
        return new CosmosEmulatorSettings(
                host, port, tlsPort, partitions, dataDirectory, sync, value, strictThroughput, timers);
    }

    public CosmosEmulatorSettings withStrictThroughput(boolean value) {
        return new CosmosEmulatorSettings(
                host, port, tlsPort, partitions, dataDirectory, sync, authorization, value, timers);
    }

    public CosmosEmulatorSettings withTimers(Timers value) {
        return new CosmosEmulatorSettings(
                host, port, tlsPort, partitions, dataDirectory, sync, authorization, strictThroughput, value);
    }

    private static void requirePort(String name, int value) {
        if (value < 0 || value > MAX_PORT) {
            throw new IllegalArgumentException("cosmos " + name + " must be 0 to " + MAX_PORT + ", not " + value);
        }
    }
}
