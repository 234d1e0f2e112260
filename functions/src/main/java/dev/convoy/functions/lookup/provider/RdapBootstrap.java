package dev.convoy.functions.lookup.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.convoy.contracts.lookup.LookupTarget;
import dev.convoy.contracts.lookup.TargetKind;
import dev.convoy.functions.lookup.worker.ProviderException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Which registry answers for a target, by IANA's bootstrap files (RFC 9224), fetched when needed and again after a day; one
 * that cannot be fetched again is used for a week longer, since registries rarely move. Safe for use by several threads.
 */
public final class RdapBootstrap {

    private static final Duration FRESH_FOR = Duration.ofDays(1);
    private static final Duration KEPT = Duration.ofDays(8);

    private final LoadingCache<String, JsonNode> files;

    /** @param base such as {@code https://data.iana.org/rdap/} */
    public RdapBootstrap(URI base, ProviderHttp http, ProviderGuard guard, Duration timeout) {
        this(base, http, guard, timeout, Ticker.systemTicker());
    }

    RdapBootstrap(URI base, ProviderHttp http, ProviderGuard guard, Duration timeout, Ticker ticker) {
        this.files = Caffeine.newBuilder()
                .maximumSize(TargetKind.values().length)
                .ticker(ticker)
                .refreshAfterWrite(FRESH_FOR)
                .expireAfterWrite(KEPT)
                .build(file -> guard.call(() -> http.get(base.resolve(file), timeout))
                        .orElseThrow(() -> ProviderException.lasting("bootstrap file " + file + " is not there")));
    }

    /** Base of the registry, with a slash at its end. */
    Optional<URI> registryOf(LookupTarget target) {
        return switch (target.kind()) {
            case ipv4 -> ofAddress("ipv4.json", target.value());
            case ipv6 -> ofAddress("ipv6.json", target.value());
            case domain -> ofDomain(target.value());
        };
    }

    private Optional<URI> ofAddress(String file, String value) {
        IPAddress address = Objects.requireNonNull(new IPAddressString(value).getAddress());
        int longest = -1;
        Optional<URI> best = Optional.empty();
        for (JsonNode service : services(file)) {
            for (JsonNode entry : service.path(0)) {
                int length = prefixLength(entry, address);
                if (length > longest) {
                    longest = length;
                    best = base(service);
                }
            }
        }
        return best;
    }

    /** Length of the range if the address is in it, else -1. */
    private static int prefixLength(JsonNode entry, IPAddress address) {
        IPAddress range = new IPAddressString(entry.asText()).getAddress();
        if (range == null || !range.toPrefixBlock().contains(address)) {
            return -1;
        }
        Integer length = range.getNetworkPrefixLength();
        return length == null ? range.getBitCount() : length;
    }

    private Optional<URI> ofDomain(String name) {
        String topLevel = name.substring(name.lastIndexOf('.') + 1);
        for (JsonNode service : services("dns.json")) {
            for (JsonNode entry : service.path(0)) {
                if (entry.asText().equalsIgnoreCase(topLevel)) {
                    return base(service);
                }
            }
        }
        return Optional.empty();
    }

    private JsonNode services(String file) {
        return Objects.requireNonNull(files.get(file)).path("services");
    }

    private static Optional<URI> base(JsonNode service) {
        String first = service.path(1).path(0).asText();
        if (first.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(URI.create(first.endsWith("/") ? first : first + "/"));
        } catch (IllegalArgumentException e) {
            throw ProviderException.lasting("bootstrap names a registry that is no address");
        }
    }
}
