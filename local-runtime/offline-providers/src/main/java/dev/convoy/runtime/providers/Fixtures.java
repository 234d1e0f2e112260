package dev.convoy.runtime.providers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What the offline world consists of: networks with a place, hosts with addresses. Immutable. */
record Fixtures(List<Network> networks, List<Host> hosts) {

    private static final String RESOURCE = "fixtures.json";

    Fixtures {
        networks = List.copyOf(networks);
        hosts = List.copyOf(hosts);
    }

    /** The fixtures that come with this module. */
    static Fixtures builtIn() {
        try (InputStream in = Objects.requireNonNull(Fixtures.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            JsonNode root = new ObjectMapper().readTree(in);
            return new Fixtures(
                    items(root.path("networks")).map(Network::of).toList(),
                    items(root.path("hosts")).map(Host::of).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    Optional<Network> networkOf(IPAddress address) {
        return networks.stream()
                .filter(network -> network.range().contains(address))
                .findFirst();
    }

    Optional<Host> hostNamed(String name) {
        String wanted = canonical(name);
        return hosts.stream().filter(host -> host.name().equals(wanted)).findFirst();
    }

    /** Names that resolve to the address, in the order of the fixtures. */
    List<Host> hostsAt(IPAddress address) {
        return hosts.stream().filter(host -> host.addresses().contains(address)).toList();
    }

    /** Whether a probe gets an answer from there, and after how long. */
    Optional<Duration> reachableIn(IPAddress address) {
        boolean silent = hostsAt(address).stream().anyMatch(Host::unreachable);
        return silent ? Optional.empty() : networkOf(address).map(Network::reachableIn);
    }

    private static Stream<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String canonical(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static IPAddress address(String text) {
        return Objects.requireNonNull(new IPAddressString(text).getAddress(), text);
    }

    /** A documentation range and where it pretends to be. */
    record Network(IPAddress range, String name, Duration reachableIn, JsonNode place) {

        static Network of(JsonNode node) {
            return new Network(
                    address(node.path("range").asText()).toPrefixBlock(),
                    node.path("name").asText(),
                    Duration.parse(node.path("reachableIn").asText()),
                    node.path("place"));
        }
    }

    /**
     * A host name.
     *
     * @param registered when the domain was registered; null for a name that is no registered domain
     * @param rdapPaddingBytes how much to inflate its RDAP answer by
     */
    record Host(
            String name,
            List<IPAddress> addresses,
            @Nullable String registered,
            int rdapPaddingBytes,
            boolean unreachable) {

        static Host of(JsonNode node) {
            JsonNode registered = node.get("registered");
            return new Host(
                    node.path("name").asText(),
                    items(node.path("addresses"))
                            .map(address -> address(address.asText()))
                            .toList(),
                    registered == null ? null : registered.asText(),
                    node.path("rdapPaddingBytes").asInt(0),
                    node.path("unreachable").asBoolean(false));
        }
    }
}
