package dev.convoy.runtime.stack;

import dev.convoy.runtime.cosmos.CosmosEmulator;
import dev.convoy.runtime.cosmos.fault.Faults;
import dev.convoy.runtime.kit.fault.FaultPlan;
import dev.convoy.runtime.providers.OfflineProviders;
import dev.convoy.runtime.servicebus.ServiceBusEmulator;
import dev.convoy.runtime.stack.azurite.Azurite;
import java.util.List;
import java.util.Optional;

/**
 * A running stack. Closing it stops the apps first, then what they stand on. Safe for use by several threads.
 *
 * <pre>
 * start:  azurite ─┐
 *         bus ─────┤
 *         cosmos ──┼─► app, app   (each: hub, then host, then worker JVM)
 * stop:   in reverse
 * </pre>
 */
public final class LocalStack implements AutoCloseable {

    private final Parts parts;
    private final Optional<Azurite> blob;
    private final Optional<ServiceBusEmulator> serviceBus;
    private final Optional<CosmosEmulator> cosmos;
    private final Optional<OfflineProviders> providers;
    private final List<RunningApp> apps;

    LocalStack(
            Parts parts,
            Optional<Azurite> blob,
            Optional<ServiceBusEmulator> serviceBus,
            Optional<CosmosEmulator> cosmos,
            Optional<OfflineProviders> providers,
            List<RunningApp> apps) {
        this.parts = parts;
        this.blob = blob;
        this.serviceBus = serviceBus;
        this.cosmos = cosmos;
        this.providers = providers;
        this.apps = List.copyOf(apps);
    }

    /**
     * Starts every part, side by side where they do not need one another, and waits until all are ready.
     *
     * @throws IllegalArgumentException if a setting or a configuration file is wrong; one line that names it
     * @throws RuntimeException if a part does not start, for instance because its port is taken; nothing runs on afterwards
     */
    public static LocalStack start(StackSettings settings) {
        return new StackStart(settings).run();
    }

    /** The connection string of the blob service. */
    public String blob() {
        return blob.map(Azurite::connectionString).orElseThrow(() -> notStarted(Component.BLOB));
    }

    /** The connection string of the Service Bus namespace. */
    public String serviceBus() {
        return serviceBus
                .map(ServiceBusEmulator::connectionString)
                .orElseThrow(() -> notStarted(Component.SERVICE_BUS));
    }

    /** Where the Service Bus emulator answers over HTTP. */
    public String serviceBusAdminUrl() {
        return serviceBus
                .map(bus -> "http://localhost:" + bus.adminPort())
                .orElseThrow(() -> notStarted(Component.SERVICE_BUS));
    }

    /** The connection string of the Cosmos account. */
    public String cosmos() {
        return cosmos.map(CosmosEmulator::connectionString).orElseThrow(() -> notStarted(Component.COSMOS));
    }

    /** Lets things go wrong between clients and Service Bus from now on; {@link FaultPlan#none()} ends it. */
    public void injectServiceBusFaults(FaultPlan plan) {
        serviceBus.orElseThrow(() -> notStarted(Component.SERVICE_BUS)).injectFaults(plan);
    }

    /** What goes wrong between clients and Cosmos DB: nothing, until rules are added. */
    public Faults cosmosFaults() {
        return cosmos.map(CosmosEmulator::faults).orElseThrow(() -> notStarted(Component.COSMOS));
    }

    /** The offline world, if the stack has one. */
    public Optional<OfflineProviders> providers() {
        return providers;
    }

    /** All apps, in the order of the description. */
    public List<RunningApp> apps() {
        return apps;
    }

    /** The app called so. */
    public RunningApp app(String name) {
        return apps.stream()
                .filter(app -> app.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("this stack runs no app called " + name));
    }

    /** Stops every part, last started first. Asking twice is harmless. */
    @Override
    public void close() {
        parts.close();
    }

    private static IllegalStateException notStarted(Component component) {
        return new IllegalStateException("this stack was started without " + component);
    }
}
