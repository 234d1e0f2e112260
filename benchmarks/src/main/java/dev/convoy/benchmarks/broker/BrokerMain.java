package dev.convoy.benchmarks.broker;

import dev.convoy.runtime.servicebus.ServiceBusEmulator;
import dev.convoy.runtime.servicebus.ServiceBusEmulatorSettings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The process of one broker: says {@code ready PORT ADMIN_PORT MILLIS_IN_MAIN} and lives until its standard input ends. */
public final class BrokerMain {

    static final String READY = "ready ";

    /** The queue that every broker has. */
    static final String QUEUE = "q";

    private static final String CONFIG = """
            {"UserConfig": {"Namespaces": [{"Name": "n", "Queues": [%s]}]}}
            """;
    private static final String QUEUE_CONFIG = """
            {"Name": "%s", "Properties": {"LockDuration": "PT5M", "MaxDeliveryCount": 1000}}""";
    private static final int PROCESSOR_QUEUES = 4;

    private BrokerMain() {}

    /** Takes the {@link BrokerKind} and the data directory. */
    @SuppressWarnings("SystemOut") // the parent reads it
    public static void main(String[] arguments) throws Exception {
        long started = System.nanoTime();
        QuietLogs.install();
        BrokerKind kind = BrokerKind.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        Path data = Path.of(arguments[1]);
        try (Running broker =
                switch (kind) {
                    case CONVOY -> convoy(data);
                    case ARTEMIS -> ArtemisBroker.start(data, true);
                    case ARTEMIS_UNSYNCED -> ArtemisBroker.start(data, false);
                }) {
            long millis = (System.nanoTime() - started) / 1_000_000;
            System.out.println(READY + broker.port() + " " + broker.adminPort() + " " + millis);
            while (System.in.read() >= 0) {
                // until the parent is gone
            }
        }
        System.exit(0);
    }

    /** The queue of the emulator that is for one processor alone, counted from 0. */
    static String processorQueue(int number) {
        if (number >= PROCESSOR_QUEUES) {
            throw new IllegalArgumentException("there are " + PROCESSOR_QUEUES + " queues for processors");
        }
        return "processed-" + number;
    }

    private static Running convoy(Path data) {
        ServiceBusEmulator emulator = ServiceBusEmulator.start(ServiceBusEmulatorSettings.defaults()
                .withPort(0)
                .withAdminPort(0)
                .withDataDirectory(data)
                .withConfigText(config()));
        return new Running(emulator.port(), emulator.adminPort(), emulator);
    }

    private static String config() {
        String queues = Stream.concat(
                        Stream.of(QUEUE), IntStream.range(0, PROCESSOR_QUEUES).mapToObj(BrokerMain::processorQueue))
                .map(QUEUE_CONFIG::formatted)
                .collect(Collectors.joining(","));
        return CONFIG.formatted(queues);
    }

    /** A broker that accepts clients; the administration port is 0 if it has none. */
    record Running(int port, int adminPort, AutoCloseable broker) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            broker.close();
        }
    }
}
