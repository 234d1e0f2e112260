package dev.convoy.benchmarks.broker;

import dev.convoy.runtime.servicebus.ServiceBusEmulator;
import dev.convoy.runtime.servicebus.ServiceBusEmulatorSettings;
import java.nio.file.Path;
import java.util.Locale;

/** The process of one broker: says {@code ready PORT ADMIN_PORT MILLIS_IN_MAIN} and lives until its standard input ends. */
public final class BrokerMain {

    static final String READY = "ready ";

    private static final String CONFIG = """
            {"UserConfig": {"Namespaces": [{"Name": "n", "Queues": [
              {"Name": "q", "Properties": {"LockDuration": "PT5M", "MaxDeliveryCount": 1000}}]}]}}
            """;

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

    private static Running convoy(Path data) {
        ServiceBusEmulator emulator = ServiceBusEmulator.start(ServiceBusEmulatorSettings.defaults()
                .withPort(0)
                .withAdminPort(0)
                .withDataDirectory(data)
                .withConfigText(CONFIG));
        return new Running(emulator.port(), emulator.adminPort(), emulator);
    }

    /** A broker that accepts clients; the administration port is 0 if it has none. */
    record Running(int port, int adminPort, AutoCloseable broker) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            broker.close();
        }
    }
}
