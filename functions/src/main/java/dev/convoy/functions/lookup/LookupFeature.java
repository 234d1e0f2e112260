package dev.convoy.functions.lookup;

import dev.convoy.contracts.id.LookupId;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.lookup.provider.GeoIpLookup;
import dev.convoy.functions.lookup.provider.OriginPolicy;
import dev.convoy.functions.lookup.provider.PingLookup;
import dev.convoy.functions.lookup.provider.ProviderGuard;
import dev.convoy.functions.lookup.provider.ProviderHttp;
import dev.convoy.functions.lookup.provider.ProviderLimits;
import dev.convoy.functions.lookup.provider.RdapBootstrap;
import dev.convoy.functions.lookup.provider.RdapLookup;
import dev.convoy.functions.lookup.provider.Resolver;
import dev.convoy.functions.lookup.provider.ReverseDnsLookup;
import dev.convoy.functions.lookup.targets.AddressPolicy;
import dev.convoy.functions.lookup.worker.BlobResultStore;
import dev.convoy.functions.lookup.worker.FindingCache;
import dev.convoy.functions.lookup.worker.FindingStore;
import dev.convoy.functions.lookup.worker.LookupQueue;
import dev.convoy.functions.lookup.worker.LookupWorker;
import dev.convoy.functions.lookup.worker.ResultStore;
import dev.convoy.functions.lookup.worker.SharedFindings;
import dev.convoy.functions.platform.blob.BlobContainers;
import dev.convoy.functions.platform.inbox.MessageConsumer;
import dev.convoy.functions.platform.outbox.OutboxRelay;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.waiting.Follower;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Puts the lookup system together. Confined to start-up. */
public final class LookupFeature {

    private static final Duration DNS_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration HTTP_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration OPEN_FOR = Duration.ofSeconds(5);

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
     */
    public record Ports(
            DocumentStore lookups,
            DocumentStore cache,
            BlobContainers blobs,
            OutboxRelay relay,
            Function<String, MessageConsumer> consumers,
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
        Follower<LookupId> followers = new Follower<>(ports.clock());
        CallbackPolicy callbacks = new CallbackPolicy(
                settings.callbackSecret().isPresent(), new OriginPolicy(settings.trustedOrigins(), addresses));
        RequestLookup requesting =
                new RequestLookup(book, () -> UUID.randomUUID().toString(), ports.clock());
        CallbackSender sender = new CallbackSender(settings.callbackSecret().orElse(""), callbacks, ports.clock());
        return List.of(
                new RequestLookupHttp(requesting, new NewLookupReader(addresses, callbacks)),
                new FollowLookupHttp(book, followers, large, ports.clock()),
                new LookupOutboxFeed(ports.relay(), followers),
                new LookupCallbacks(ports.consumers().apply(Entities.LOOKUP_CALLBACKS), book, sender));
    }

    private List<Object> workers(AddressPolicy addresses, ResultStore large) {
        FindingCache cache = new FindingCache(
                new SharedFindings(ports.cache(), ports.clock(), duration -> LockSupport.parkNanos(duration.toNanos())),
                new FindingStore(settings.inlineBytes(), large));
        LookupWorker worker = new LookupWorker(ports.lookups(), cache, ports.clock());
        Function<String, LookupQueue> queues =
                queue -> new LookupQueue(ports.consumers().apply(queue), worker);

        Resolver resolver = new Resolver(settings.dnsServer(), DNS_TIMEOUT, addresses, guard("dns", DNS_TIMEOUT, 200));
        ProviderHttp http = new ProviderHttp(HTTP_TIMEOUT, new OriginPolicy(providers(), addresses));
        ProviderGuard rdap = guard("rdap", HTTP_TIMEOUT, 100);
        return List.of(
                new GeoIpLookup(
                        queues.apply(Entities.LOOKUP_GEOIP),
                        settings.geoIp(),
                        http,
                        guard("geoip", HTTP_TIMEOUT, 100),
                        resolver,
                        HTTP_TIMEOUT),
                new RdapLookup(
                        queues.apply(Entities.LOOKUP_RDAP),
                        new RdapBootstrap(settings.rdapBootstrap(), http, rdap, HTTP_TIMEOUT),
                        http,
                        rdap,
                        resolver,
                        HTTP_TIMEOUT),
                new ReverseDnsLookup(queues.apply(Entities.LOOKUP_REVERSEDNS), resolver),
                new PingLookup(
                        queues.apply(Entities.LOOKUP_PING),
                        resolver,
                        guard("ping", PROBE_TIMEOUT, 200),
                        settings.pingProxy(),
                        settings.pingPort(),
                        PROBE_TIMEOUT));
    }

    private Set<URI> providers() {
        Set<URI> trusted = new HashSet<>(settings.trustedOrigins());
        trusted.add(settings.geoIp());
        trusted.add(settings.rdapBootstrap());
        return trusted;
    }

    private static ProviderGuard guard(String provider, Duration timeout, int perSecond) {
        return new ProviderGuard(provider, new ProviderLimits(timeout, 2, 64, perSecond, OPEN_FOR));
    }
}
