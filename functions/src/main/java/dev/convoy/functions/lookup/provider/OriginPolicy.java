package dev.convoy.functions.lookup.provider;

import dev.convoy.functions.lookup.targets.AddressPolicy;
import dev.convoy.functions.lookup.worker.ProviderException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which origins may be asked: those that the configuration names, and any other over http or https whose host resolves to nothing
 * that the address policy refuses. Immutable.
 */
public final class OriginPolicy {

    private final Set<String> trusted;
    private final AddressPolicy addresses;

    /** @param trusted base addresses out of the configuration; the origins they are of need no check */
    public OriginPolicy(Set<URI> trusted, AddressPolicy addresses) {
        this.trusted = trusted.stream().map(OriginPolicy::origin).collect(Collectors.toUnmodifiableSet());
        this.addresses = addresses;
    }

    /** @throws ProviderException if it may not be asked */
    public void require(URI uri) {
        if (trusted.contains(origin(uri))) {
            return;
        }
        String scheme = String.valueOf(uri.getScheme());
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw ProviderException.lasting("address of scheme " + scheme + " may not be asked");
        }
        String host = Optional.ofNullable(uri.getHost())
                .orElseThrow(() -> ProviderException.lasting("address without host may not be asked"));
        for (IPAddress address : resolve(host)) {
            Optional<String> refusal = addresses.refusal(address);
            if (refusal.isPresent()) {
                throw ProviderException.lasting("host " + host + " has " + refusal.get() + " and may not be asked");
            }
        }
    }

    private static Set<IPAddress> resolve(String host) {
        try {
            return java.util.Arrays.stream(InetAddress.getAllByName(host))
                    .map(address -> new IPAddressString(address.getHostAddress()).getAddress())
                    .filter(java.util.Objects::nonNull)
                    .collect(Collectors.toSet());
        } catch (UnknownHostException e) {
            throw ProviderException.passing("host " + host + " does not resolve", e);
        }
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
