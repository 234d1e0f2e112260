package dev.convoy.runtime.servicebus;

import dev.convoy.runtime.kit.fault.FaultPlan;
import dev.convoy.runtime.kit.journal.Journal;
import dev.convoy.runtime.kit.journal.JournalException;
import dev.convoy.runtime.kit.time.SystemTimers;
import dev.convoy.runtime.kit.time.Timers;
import dev.convoy.runtime.servicebus.admin.AdminRoutes;
import dev.convoy.runtime.servicebus.admin.AdminServer;
import dev.convoy.runtime.servicebus.admin.FaultSwitch;
import dev.convoy.runtime.servicebus.amqp.AmqpServer;
import dev.convoy.runtime.servicebus.amqp.BrokerLoop;
import dev.convoy.runtime.servicebus.amqp.LinkLimits;
import dev.convoy.runtime.servicebus.broker.Broker;
import dev.convoy.runtime.servicebus.config.ConfigReader;
import dev.convoy.runtime.servicebus.config.EmulatorConfig;
import dev.convoy.runtime.servicebus.message.Residence;
import dev.convoy.runtime.servicebus.store.JournalStore;
import dev.convoy.runtime.servicebus.store.SpillFiles;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Service Bus emulator: one broker, its journal, an AMQP port for the SDKs and an HTTP port for administration. Safe to
 * use from several threads.
 */
public final class ServiceBusEmulator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceBusEmulator.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final BrokerLoop broker;
    private final AmqpServer amqp;
    private final AdminServer admin;

    private ServiceBusEmulator(ServiceBusEmulatorSettings settings) {
        try {
            Timers timers = settings.timers().orElseGet(() -> opened(new SystemTimers("servicebus-timers")));
            EmulatorConfig config = readConfig(settings);
            JournalStore store = opened(new JournalStore(openJournal(settings)));
            SpillFiles spill = opened(settings.dataDirectory()
                    .map(directory -> SpillFiles.in(directory.resolve("spill")))
                    .orElseGet(SpillFiles::temporary));
            Residence residence = Residence.spilling(settings.maxHeapMessageBytes(), spill);
            Broker broker = recover(
                    store, timers, config, new Broker(store, new SplittableRandom(), residence, settings.quotas()));
            EventLoopGroup group = openLoop();
            BrokerLoop loop = opened(new BrokerLoop(group.next(), broker, store, timers));
            this.broker = loop;
            LinkLimits limits = limits(settings);
            amqp = opened(AmqpServer.start(settings.host(), settings.port(), loop, group, limits));
            AdminRoutes routes = new AdminRoutes(
                    broker,
                    loop::nowMillis,
                    () -> !loop.hasFailed(),
                    loop::endTurn,
                    () -> reset(broker, config),
                    faults(loop));
            admin = opened(AdminServer.start(settings.host(), settings.adminPort(), group, routes));
            loop.call(() -> true);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts an emulator; it accepts clients when this returns.
     *
     * @throws IllegalArgumentException if a setting or the configuration file is bad or a port is taken; the message names it
     * @throws JournalException if the data directory is in use or damaged
     */
    public static ServiceBusEmulator start(ServiceBusEmulatorSettings settings) {
        return new ServiceBusEmulator(settings);
    }

    /** The AMQP port. */
    public int port() {
        return amqp.port();
    }

    /** The HTTP port. */
    public int adminPort() {
        return admin.port();
    }

    /** What the SDKs' client builders take. */
    public String connectionString() {
        return "Endpoint=sb://localhost:" + port()
                + ";SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;";
    }

    /** Lets things go wrong from now on; {@link FaultPlan#none()} ends it. */
    public void injectFaults(FaultPlan plan) {
        broker.injectFaults(plan);
    }

    /** Stops at once; what was acknowledged is in the journal. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.atWarn().setCause(e).addKeyValue("part", part.getClass()).log("A part did not close");
            }
        }
    }

    private static EmulatorConfig readConfig(ServiceBusEmulatorSettings settings) {
        return settings.config()
                .map(config -> switch (config) {
                    case ServiceBusEmulatorSettings.Config.File(var path) -> ConfigReader.read(path);
                    case ServiceBusEmulatorSettings.Config.Text(var json) -> ConfigReader.parse("Config.json", json);
                })
                .orElseGet(EmulatorConfig::empty);
    }

    private static LinkLimits limits(ServiceBusEmulatorSettings settings) {
        long message = Math.min(settings.maxMessageBytes(), settings.quotas().maxMessageBytes());
        return new LinkLimits(
                message, Math.min(message, Math.min(1L << 20, settings.quotas().maxBatchBytes())));
    }

    private static Journal openJournal(ServiceBusEmulatorSettings settings) {
        return settings.dataDirectory()
                .map(directory -> Journal.open(directory, settings.sync()))
                .orElseGet(Journal::inMemory);
    }

    private static Broker recover(JournalStore store, Timers timers, EmulatorConfig config, Broker broker) {
        Journal.Recovery recovery = store.replay(broker::replay);
        broker.recovered(timers.clock().millis());
        Entities.ensure(broker.topology(), config);
        store.flush();
        LOG.atInfo()
                .addKeyValue("records", recovery.records())
                .addKeyValue("truncatedBytes", recovery.truncatedBytes())
                .addKeyValue("entities", broker.topology().all().size())
                .log("Service Bus emulator has recovered its state");
        return broker;
    }

    private static FaultSwitch faults(BrokerLoop loop) {
        return new FaultSwitch() {
            @Override
            public FaultPlan plan() {
                return loop.faults();
            }

            @Override
            public void inject(FaultPlan plan) {
                loop.injectFaults(plan);
            }
        };
    }

    private static void reset(Broker broker, EmulatorConfig config) {
        broker.restore(List.of());
        Entities.ensure(broker.topology(), config);
    }

    private EventLoopGroup openLoop() {
        EventLoopGroup group = new NioEventLoopGroup(1, new DefaultThreadFactory("servicebus-broker", true));
        parts.push(() -> group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly());
        return group;
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }
}
