package dev.convoy.functions.lookup;

import dev.convoy.contracts.lookup.ServiceName;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.contracts.topology.LookupServiceSpec;
import dev.convoy.contracts.topology.LookupServices;
import dev.convoy.functions.lookup.provider.OriginPolicy;
import dev.convoy.functions.lookup.provider.OutboundHttp;
import dev.convoy.functions.lookup.provider.ProviderGuards;
import dev.convoy.functions.lookup.provider.ProviderHttp;
import dev.convoy.functions.lookup.provider.ProviderTools;
import dev.convoy.functions.lookup.provider.Resolver;
import dev.convoy.functions.lookup.targets.AddressPolicy;
import dev.convoy.functions.lookup.worker.BlobResultStore;
import dev.convoy.functions.lookup.worker.FindingCache;
import dev.convoy.functions.lookup.worker.FindingStore;
import dev.convoy.functions.lookup.worker.LookupQueue;
import dev.convoy.functions.lookup.worker.LookupWorker;
import dev.convoy.functions.lookup.worker.RealTiming;
import dev.convoy.functions.lookup.worker.ResultStore;
import dev.convoy.functions.lookup.worker.ServiceLookup;
import dev.convoy.functions.lookup.worker.SharedFindings;
import dev.convoy.functions.platform.blob.BlobContainers;
import dev.convoy.functions.platform.inbox.MessageConsumer;
import dev.convoy.functions.platform.outbox.OutboxRelay;
import dev.convoy.functions.platform.store.DocumentStore;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts the lookup system together. Confined to start-up. */
public final class LookupFeature {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final LookupSettings settings;
    private final Ports ports;

    private LookupFeature(LookupSettings settings, Ports ports) {
        this.settings = settings;
        this.ports = ports;
    }

    /**
     * What the lookup system stands on.
     *
     * @param lookups the container {@code lookups}
     * @param cache the container {@code lookup-cache}
     * @param consumers gives the consumer of a queue
     * @param workers makes every worker there is from the tools they all take
     */
    public record Ports(
            DocumentStore lookups,
            DocumentStore cache,
            BlobContainers blobs,
            OutboxRelay relay,
            Function<String, MessageConsumer> consumers,
            Function<ProviderTools, List<ServiceLookup>> workers,
            Clock clock) {}

    /** Every object of the lookup system that has functions. */
    public static List<Object> functions(LookupSettings settings, Ports ports) {
        LookupFeature feature = new LookupFeature(settings, ports);
        AddressPolicy addresses = AddressPolicy.allowing(settings.allowedRanges());
        ResultStore large = new BlobResultStore(ports.blobs());
        List<Object> functions = new ArrayList<>(feature.api(addresses, large));
        functions.addAll(feature.workers(addresses, large));
        return functions;
    }

    private List<Object> api(AddressPolicy addresses, ResultStore large) {
        LookupBook book = new LookupBook(ports.lookups());
        LookupFollowers followers = new LookupFollowers(ports.clock());
        OriginPolicy origins = new OriginPolicy(settings.trustedOrigins(), addresses);
        CallbackPolicy callbacks = new CallbackPolicy(settings.callbackSecret().isPresent(), origins);
        RequestLookup requesting =
                new RequestLookup(book, () -> UUID.randomUUID().toString(), ports.clock());
        CallbackSender sender = new CallbackSender(
                settings.callbackSecret().orElse(""),
                callbacks,
                new OutboundHttp(CONNECT_TIMEOUT, origins),
                ports.clock());
        return List.of(
                new RequestLookupHttp(requesting, new NewLookupReader(addresses, callbacks)),
                new FollowLookupHttp(book, followers, large, ports.clock()),
                new LookupOutboxFeed(ports.relay(), followers),
                new LookupCallbacks(ports.consumers().apply(Entities.LOOKUP_CALLBACKS), book, sender));
    }

    private List<Object> workers(AddressPolicy addresses, ResultStore large) {
        ProviderGuards guards = new ProviderGuards(settings.providers().rates());
        List<ServiceLookup> lookups = ports.workers().apply(tools(addresses, guards, worker(large)));
        requireWorkers(lookups);
        List<Object> functions = new ArrayList<>(lookups);
        functions.add(new ProvidersHttp(guards));
        return functions;
    }

    private ProviderTools tools(AddressPolicy addresses, ProviderGuards guards, LookupWorker worker) {
        OutboundHttp http = new OutboundHttp(CONNECT_TIMEOUT, new OriginPolicy(providers(), addresses));
        return new ProviderTools(
                settings.providers(),
                new ProviderHttp(http),
                new Resolver(settings.providers().dnsServer(), addresses, guards),
                guards,
                service -> new LookupQueue(ports.consumers().apply(LookupServiceSpec.QUEUE_PREFIX + service), worker));
    }

    private LookupWorker worker(ResultStore large) {
        SharedFindings shared = new SharedFindings(ports.cache(), ports.clock(), new RealTiming());
        return new LookupWorker(
                ports.lookups(),
                new FindingCache(shared, new FindingStore(settings.inlineBytes(), large)),
                ports.clock());
    }

    /** A service without a worker would time out for ever; a worker without a service would never hear a command. */
    private static void requireWorkers(List<ServiceLookup> lookups) {
        Set<ServiceName> made = lookups.stream().map(ServiceLookup::service).collect(Collectors.toSet());
        Set<ServiceName> wanted =
                LookupServices.all().stream().map(LookupServiceSpec::name).collect(Collectors.toSet());
        if (!made.equals(wanted)) {
            throw new IllegalStateException("lookup services are " + wanted + ", but there are workers for " + made);
        }
    }

    private Set<URI> providers() {
        Set<URI> trusted = new HashSet<>(settings.trustedOrigins());
        trusted.add(settings.providers().geoIp());
        trusted.add(settings.providers().rdapBootstrap());
        return trusted;
    }
}
