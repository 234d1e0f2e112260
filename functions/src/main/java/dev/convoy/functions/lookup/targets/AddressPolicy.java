package dev.convoy.functions.lookup.targets;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.ipv6.IPv6Address;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses must not be touched: all that IANA's special-purpose registries (RFC 6890) do not call globally reachable, multicast, and the
 * metadata services of clouds. Ranges may be allowed by configuration. IPv4 inside IPv6 is looked at as IPv4. Immutable.
 */
public final class AddressPolicy {

    private static final Map<IPAddress, String> SPECIAL = special();

    private final List<IPAddress> allowed;

    private AddressPolicy(List<IPAddress> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** Nothing special is allowed. */
    public static AddressPolicy strict() {
        return new AddressPolicy(List.of());
    }

    /**
     * As strict, but for these ranges.
     *
     * @param ranges comma-separated, such as {@code 192.0.2.0/24, 2001:db8::/32}; may be blank
     * @throws IllegalArgumentException naming the part that is no range
     */
    public static AddressPolicy allowing(String ranges) {
        return new AddressPolicy(Stream.of(ranges.split(",", -1))
                .map(String::strip)
                .filter(range -> !range.isEmpty())
                .map(AddressPolicy::range)
                .toList());
    }

    /** Why the address must not be touched, if so. */
    public Optional<String> refusal(IPAddress address) {
        if (allowed.stream().anyMatch(range -> range.contains(address))) {
            return Optional.empty();
        }
        Optional<IPAddress> inner = embedded(address);
        if (inner.isPresent()) {
            return refusal(inner.get());
        }
        return SPECIAL.entrySet().stream()
                .filter(range -> range.getKey().contains(address))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** IPv4 inside IPv4-mapped, NAT64 and 6to4 addresses. */
    private static Optional<IPAddress> embedded(IPAddress address) {
        if (!address.isIPv6()) {
            return Optional.empty();
        }
        IPv6Address v6 = address.toIPv6();
        if (v6.isIPv4Mapped() || range("64:ff9b::/96").contains(v6)) {
            return Optional.of(v6.getEmbeddedIPv4Address());
        }
        return v6.is6To4() ? Optional.of(v6.get6To4IPv4Address()) : Optional.empty();
    }

    private static IPAddress range(String text) {
        IPAddress range = new IPAddressString(text).getAddress();
        if (range == null) {
            throw new IllegalArgumentException("\"" + text + "\" is no address range such as 192.0.2.0/24");
        }
        return Objects.requireNonNull(range.toPrefixBlock());
    }

    private static Map<IPAddress, String> special() {
        Map<IPAddress, String> ranges = new LinkedHashMap<>();
        refuse(
                ranges,
                "a metadata service",
                "169.254.169.254/32",
                "168.63.129.16/32",
                "100.100.100.200/32",
                "fd00:ec2::254/128");
        refuse(ranges, "a loopback address", "127.0.0.0/8", "::1/128");
        refuse(
                ranges,
                "a private address",
                "10.0.0.0/8",
                "172.16.0.0/12",
                "192.168.0.0/16",
                "100.64.0.0/10",
                "fc00::/7");
        refuse(ranges, "a link-local address", "169.254.0.0/16", "fe80::/10");
        refuse(ranges, "a multicast address", "224.0.0.0/4", "ff00::/8");
        refuse(
                ranges,
                "a documentation address",
                "192.0.2.0/24",
                "198.51.100.0/24",
                "203.0.113.0/24",
                "2001:db8::/32",
                "3fff::/20");
        refuse(
                ranges,
                "a reserved address",
                "0.0.0.0/8",
                "192.0.0.0/24",
                "192.88.99.0/24",
                "198.18.0.0/15",
                "240.0.0.0/4");
        refuse(
                ranges,
                "a reserved address",
                "::/128",
                "64:ff9b:1::/48",
                "100::/64",
                "2001::/23",
                "5f00::/16",
                "fec0::/10");
        return ranges;
    }

    private static void refuse(Map<IPAddress, String> ranges, String reason, String... texts) {
        for (String text : texts) {
            ranges.put(range(text), reason);
        }
    }
}
