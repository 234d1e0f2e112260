package dev.convoy.runtime.cosmos;

import dev.convoy.runtime.cosmos.documents.Account;
import dev.convoy.runtime.cosmos.fault.Faults;
import dev.convoy.runtime.cosmos.gateway.GatewayServer;
import dev.convoy.runtime.cosmos.store.AccountStore;
import dev.convoy.runtime.kit.journal.Journal;
import dev.convoy.runtime.kit.time.Timers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running emulator. Start it, hand its connection string to an SDK, close it. */
public final class CosmosEmulator implements AutoCloseable {

    /** The account key that all emulators of the service share: public, and worth nothing. */
    public static final String WELL_KNOWN_KEY =
            "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==";

    private static final Logger LOG = LoggerFactory.getLogger(CosmosEmulator.class);

    private final CosmosEmulatorSettings settings;
    private final AccountStore store;
    private final GatewayServer server;
    private final Housekeeping housekeeping;
    private final Ports ports;
    private final Faults faults;

    private CosmosEmulator(
            CosmosEmulatorSettings settings,
            AccountStore store,
            GatewayServer server,
            Housekeeping housekeeping,
            Ports ports,
            Faults faults) {
        this.settings = settings;
        this.store = store;
        this.server = server;
        this.housekeeping = housekeeping;
        this.ports = ports;
        this.faults = faults;
    }

    /**
     * Reads the data directory and listens.
     *
     * @throws IllegalArgumentException in one line that names the setting, if a port is taken
     * @throws dev.convoy.runtime.kit.journal.JournalException if the data directory cannot be used
     */
    public static CosmosEmulator start(CosmosEmulatorSettings settings) {
        Timers timers = settings.timers();
        Journal journal = settings.dataDirectory()
                .map(directory -> Journal.open(directory, settings.sync()))
                .orElseGet(Journal::inMemory);
        AccountStore store = new AccountStore(journal);
        try {
            long seconds = timers.clock().instant().getEpochSecond();
            Account account = new Account(store, settings.partitions(), (int) (seconds & 0x3fff_ffff));
            Journal.Recovery recovery = store.replayInto(account);
            Faults faults = new Faults();
            Optional<String> key = settings.authorization() ? Optional.of(WELL_KNOWN_KEY) : Optional.empty();
            GatewayServer server =
                    new GatewayServer(account, store, timers.clock(), key, settings.strictThroughput(), faults);
            try {
                Ports ports = new Ports(
                        server.listen(settings.host(), settings.port()),
                        settings.tlsPort()
                                .map(port -> server.listenTls(settings.host(), port, certificates(settings))));
                LOG.atInfo()
                        .addKeyValue("port", ports.plain())
                        .addKeyValue("records", recovery.records())
                        .log("Cosmos emulator started");
                Housekeeping housekeeping = Housekeeping.start(account, store, timers);
                return new CosmosEmulator(settings, store, server, housekeeping, ports, faults);
            } catch (RuntimeException failed) {
                server.close();
                throw failed;
            }
        } catch (RuntimeException failed) {
            store.close();
            throw failed;
        }
    }

    public int port() {
        return ports.plain();
    }

    /** The port of HTTPS, if there is one. */
    public Optional<Integer> tlsPort() {
        return ports.tls();
    }

    /** {@code https://localhost:port/}, for clients that insist on TLS; empty if there is no TLS port. */
    public Optional<String> tlsEndpoint() {
        return ports.tls().map(port -> "https://localhost:" + port + "/");
    }

    /** The certificate of the TLS port, in PEM, for clients to trust. */
    public Path certificateFile() {
        return certificates(settings).resolve("cosmos-emulator.pem");
    }

    /** Trouble to make on demand. */
    public Faults faults() {
        return faults;
    }

    /** {@code http://host:port/}. */
    public String endpoint() {
        return "http://" + settings.host() + ":" + ports.plain() + "/";
    }

    public String key() {
        return WELL_KNOWN_KEY;
    }

    /** {@code AccountEndpoint=…;AccountKey=…;}. */
    public String connectionString() {
        return "AccountEndpoint=" + endpoint() + ";AccountKey=" + key() + ";";
    }

    /** Stops listening and closes the data directory. What was acknowledged is kept. */
    @Override
    public void close() {
        housekeeping.close();
        server.close();
        store.close();
    }

    /** Beside the data; in memory-only mode in the user's cache, so that a certificate once trusted stays the same. */
    private static Path certificates(CosmosEmulatorSettings settings) {
        return settings.dataDirectory()
                .map(data -> data.resolve("tls"))
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "convoy", "cosmos-tls"));
    }

    private record Ports(int plain, Optional<Integer> tls) {}

    /** How often expired items are removed; they are invisible from the moment they expire. */
    static final Duration SWEEP_PERIOD = Duration.ofSeconds(1);
}
