package dev.convoy.runtime.servicebus;

import dev.convoy.runtime.kit.journal.Journal.Sync;
import dev.convoy.runtime.kit.time.Timers;
import dev.convoy.runtime.servicebus.broker.Quotas;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How to start an emulator. Immutable; change it by the {@code with} methods.
 *
 * @param host address to listen on; leave it at loopback
 * @param port for AMQP; 0 takes a free one
 * @param adminPort for HTTP; 0 takes a free one
 * @param config entities to start with, as a file or as text; empty: none
 * @param dataDirectory where state survives; empty: memory only
 * @param sync when the disk is forced; no force is needed to survive the death of this process
 * @param timers the time; empty: the system's
 * @param maxMessageBytes largest message that is taken
 * @param quotas what Azure would refuse is refused here too ("strict mode"); none unless told otherwise
 * @param maxHeapMessageBytes messages in queues beyond this are put away in files; a quarter of the heap unless told otherwise
 */
public record ServiceBusEmulatorSettings(
        String host,
        int port,
        int adminPort,
        Optional<Config> config,
        Optional<Path> dataDirectory,
        Sync sync,
        Optional<Timers> timers,
        long maxMessageBytes,
        long maxHeapMessageBytes,
        Quotas quotas) {

    /** A {@code Config.json}: where it is, or what it says. */
    public sealed interface Config {
        /** A file. */
        record File(Path path) implements Config {}

        /** Its content. */
        record Text(String json) implements Config {}
    }

    public ServiceBusEmulatorSettings {
        requirePort("port", port);
        requirePort("adminPort", adminPort);
        if (maxMessageBytes < 1024) {
            throw new IllegalArgumentException("maxMessageBytes must be at least 1024, not " + maxMessageBytes);
        }
        if (maxHeapMessageBytes < 0) {
            throw new IllegalArgumentException("maxHeapMessageBytes must not be negative: " + maxHeapMessageBytes);
        }
    }

    /** Loopback, ports 5672 and 5300, no entities, memory only, system time. */
    public static ServiceBusEmulatorSettings defaults() {
        return new ServiceBusEmulatorSettings(
                "127.0.0.1",
                5672,
                5300,
                Optional.empty(),
                Optional.empty(),
                Sync.NEVER,
                Optional.empty(),
                100L << 20,
                Runtime.getRuntime().maxMemory() / 4,
                Quotas.none());
    }

    public ServiceBusEmulatorSettings withHost(String value) {
        return new ServiceBusEmulatorSettings(
                value,
                port,
                adminPort,
                config,
                dataDirectory,
                sync,
                timers,
                maxMessageBytes,
                maxHeapMessageBytes,
                quotas);
    }

    public ServiceBusEmulatorSettings withPort(int value) {
        return new ServiceBusEmulatorSettings(
                host,
                value,
                adminPort,
                config,
                dataDirectory,
                sync,
                timers,
                maxMessageBytes,
                maxHeapMessageBytes,
                quotas);
    }

    public ServiceBusEmulatorSettings withAdminPort(int value) {
        return new ServiceBusEmulatorSettings(
                host, port, value, config, dataDirectory, sync, timers, maxMessageBytes, maxHeapMessageBytes, quotas);
    }

    /** With the entities of a file. */
    public ServiceBusEmulatorSettings withConfigFile(Path file) {
        return withConfig(new Config.File(file));
    }

    /** With the entities of a text that holds what a file would. */
    public ServiceBusEmulatorSettings withConfigText(String json) {
        return withConfig(new Config.Text(json));
    }

    public ServiceBusEmulatorSettings withDataDirectory(Path value) {
        return new ServiceBusEmulatorSettings(
                host,
                port,
                adminPort,
                config,
                Optional.of(value),
                sync,
                timers,
                maxMessageBytes,
                maxHeapMessageBytes,
                quotas);
    }

    public ServiceBusEmulatorSettings withSync(Sync value) {
        return new ServiceBusEmulatorSettings(
                host,
                port,
                adminPort,
                config,
                dataDirectory,
                value,
                timers,
                maxMessageBytes,
                maxHeapMessageBytes,
                quotas);
    }

    /** With a time of the caller's, who also closes it. */
    public ServiceBusEmulatorSettings withTimers(Timers value) {
        return new ServiceBusEmulatorSettings(
                host,
                port,
                adminPort,
                config,
                dataDirectory,
                sync,
                Optional.of(value),
                maxMessageBytes,
                maxHeapMessageBytes,
                quotas);
    }

    public ServiceBusEmulatorSettings withMaxMessageBytes(long value) {
        return new ServiceBusEmulatorSettings(
                host, port, adminPort, config, dataDirectory, sync, timers, value, maxHeapMessageBytes, quotas);
    }

    public ServiceBusEmulatorSettings withMaxHeapMessageBytes(long value) {
        return new ServiceBusEmulatorSettings(
                host, port, adminPort, config, dataDirectory, sync, timers, maxMessageBytes, value, quotas);
    }

    /** Strict mode: with the limits of a tier of the service. */
    public ServiceBusEmulatorSettings withQuotas(Quotas value) {
        return new ServiceBusEmulatorSettings(
                host,
                port,
                adminPort,
                config,
                dataDirectory,
                sync,
                timers,
                maxMessageBytes,
                maxHeapMessageBytes,
                value);
    }

    private ServiceBusEmulatorSettings withConfig(Config value) {
        return new ServiceBusEmulatorSettings(
                host,
                port,
                adminPort,
                Optional.of(value),
                dataDirectory,
                sync,
                timers,
                maxMessageBytes,
                maxHeapMessageBytes,
                quotas);
    }

    private static void requirePort(String name, int value) {
        if (value < 0 || value > 65_535) {
            throw new IllegalArgumentException(name + " must be from 0 to 65535, not " + value);
        }
    }
}
