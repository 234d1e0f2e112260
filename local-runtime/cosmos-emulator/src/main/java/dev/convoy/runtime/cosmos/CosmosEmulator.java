package dev.convoy.runtime.cosmos;

import dev.convoy.runtime.cosmos.documents.Account;
import dev.convoy.runtime.cosmos.gateway.GatewayServer;
import dev.convoy.runtime.cosmos.store.AccountStore;
import dev.convoy.runtime.kit.journal.Journal;
import dev.convoy.runtime.kit.time.Timers;
import java.time.Duration;
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
    private final int port;

    private CosmosEmulator(
            CosmosEmulatorSettings settings,
            AccountStore store,
            GatewayServer server,
            Housekeeping housekeeping,
            int port) {
        this.settings = settings;
        this.store = store;
        this.server = server;
        this.housekeeping = housekeeping;
        this.port = port;
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
            GatewayServer server = new GatewayServer(account, timers.clock());
            try {
                int port = server.listen(settings.host(), settings.port());
                LOG.atInfo()
                        .addKeyValue("port", port)
                        .addKeyValue("records", recovery.records())
                        .log("Cosmos emulator started");
                return new CosmosEmulator(settings, store, server, Housekeeping.start(account, store, timers), port);
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
        return port;
    }

    /** {@code http://host:port/}. */
    public String endpoint() {
        return "http://" + settings.host() + ":" + port + "/";
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

    /** How often expired items are removed; they are invisible from the moment they expire. */
    static final Duration SWEEP_PERIOD = Duration.ofSeconds(1);
}
