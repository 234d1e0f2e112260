package dev.convoy.functions.lookup.provider;

import dev.convoy.functions.lookup.targets.AddressPolicy;
import dev.convoy.functions.lookup.worker.ProviderException;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which origins may be asked: those that the configuration names, and any other over http or https whose host resolves to nothing
 * that the address policy refuses. A host with one bad address is refused as a whole. Immutable.
 */
public final class OriginPolicy {

    private final Set<String> trustedOrigins;
    private final Set<String> trustedHosts;
    private final AddressPolicy addresses;
    private final Names names;

    /** @param trusted base addresses out of the configuration; the origins they are of need no check */
    public OriginPolicy(Set<URI> trusted, AddressPolicy addresses) {
        this(trusted, addresses, InetAddress::getAllByName);
    }

    OriginPolicy(Set<URI> trusted, AddressPolicy addresses, Names names) {
        this.trustedOrigins = trusted.stream().map(OriginPolicy::origin).collect(Collectors.toUnmodifiableSet());
        this.trustedHosts = trusted.stream().map(URI::getHost).collect(Collectors.toUnmodifiableSet());
        this.addresses = addresses;
        this.names = names;
    }

    /** Resolves a host name, or reads an address. */
    @FunctionalInterface
    interface Names {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** @throws ProviderException if it may not be asked */
    public void require(URI uri) {
        if (trustedOrigins.contains(origin(uri))) {
            return;
        }
        String scheme = String.valueOf(uri.getScheme());
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw ProviderException.lasting("address of scheme " + scheme + " may not be asked");
        }
        String host = Optional.ofNullable(uri.getHost())
                .orElseThrow(() -> ProviderException.lasting("address without host may not be asked"));
        checked(host);
    }

    /**
     * Addresses to connect to for a host. Whoever connects must take these and not resolve again, since a name may mean something else the
     * next time.
     *
     * @throws ProviderException if the host has none or one that must not be touched
     */
    List<InetAddress> addressesOf(String host) {
        return trustedHosts.contains(host) ? resolved(host) : checked(host);
    }

    private List<InetAddress> checked(String host) {
        List<InetAddress> found = resolved(host);
        for (InetAddress address : found) {
            Optional<String> refusal = addresses.refusal(
                    Objects.requireNonNull(new IPAddressString(address.getHostAddress()).getAddress()));
            if (refusal.isPresent()) {
                throw ProviderException.lasting("host " + host + " has " + refusal.get() + " and may not be asked");
            }
        }
        return found;
    }

    private List<InetAddress> resolved(String host) {
        try {
            return List.of(names.resolve(host));
        } catch (UnknownHostException e) {
            throw ProviderException.passing("host " + host + " does not resolve", e);
        }
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
