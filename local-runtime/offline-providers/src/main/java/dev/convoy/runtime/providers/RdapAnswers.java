package dev.convoy.runtime.providers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** RDAP objects (RFC 9083) and the bootstrap files that lead to them (RFC 9224). Stateless. */
final class RdapAnswers {

    private static final int NOTICE_LINE_BYTES = 1024;
    private static final List<String> TOP_LEVEL_DOMAINS = List.of("com", "net", "org");

    private final Fixtures fixtures;

    RdapAnswers(Fixtures fixtures) {
        this.fixtures = fixtures;
    }

    /** The registry's file of that name: which ranges or domains are served under which base. */
    Optional<JsonNode> bootstrap(String file, String base) {
        return switch (file) {
            case "ipv4.json" -> Optional.of(bootstrap(ranges(true), base));
            case "ipv6.json" -> Optional.of(bootstrap(ranges(false), base));
            case "dns.json" -> Optional.of(bootstrap(TOP_LEVEL_DOMAINS, base));
            default -> Optional.empty();
        };
    }

    Optional<JsonNode> ip(String text) {
        IPAddress address = new IPAddressString(text).getAddress();
        return address == null ? Optional.empty() : fixtures.networkOf(address).map(RdapAnswers::network);
    }

    Optional<JsonNode> domain(String name) {
        return fixtures.hostNamed(name)
                .filter(host -> host.registered() != null)
                .map(RdapAnswers::domain);
    }

    private List<String> ranges(boolean ipv4) {
        return fixtures.networks().stream()
                .map(Fixtures.Network::range)
                .filter(range -> range.isIPv4() == ipv4)
                .map(IPAddress::toCanonicalString)
                .toList();
    }

    private static JsonNode bootstrap(List<String> entries, String base) {
        ObjectNode file = object().put("version", "1.0").put("publication", "2026-01-01T00:00:00Z");
        ArrayNode service = file.putArray("services").addArray();
        ArrayNode names = service.addArray();
        entries.forEach(names::add);
        service.addArray().add(base);
        return file;
    }

    private static JsonNode network(Fixtures.Network network) {
        IPAddress range = network.range();
        ObjectNode node = object().put("objectClassName", "ip network");
        node.putArray("rdapConformance").add("rdap_level_0");
        node.put("handle", "NET-" + range.getLower().toNormalizedString().replaceAll("[.:]", "-"));
        node.put("startAddress", range.getLower().withoutPrefixLength().toCanonicalString());
        node.put("endAddress", range.getUpper().withoutPrefixLength().toCanonicalString());
        node.put("ipVersion", range.isIPv4() ? "v4" : "v6");
        node.put("name", network.name());
        node.put("country", network.place().path("countryCode").asText());
        return node;
    }

    private static JsonNode domain(Fixtures.Host host) {
        ObjectNode node = object().put("objectClassName", "domain");
        node.putArray("rdapConformance").add("rdap_level_0");
        node.put("handle", "DOM-" + host.name().toUpperCase(Locale.ROOT));
        node.put("ldhName", host.name());
        node.putArray("status").add("active");
        node.putArray("events").addObject().put("eventAction", "registration").put("eventDate", host.registered());
        pad(node, host.rdapPaddingBytes());
        return node;
    }

    /** Registries answer at length with notices; some answers are large. */
    private static void pad(ObjectNode node, int bytes) {
        if (bytes == 0) {
            return;
        }
        ObjectNode notice = node.putArray("notices").addObject().put("title", "Terms of Use");
        ArrayNode lines = notice.putArray("description");
        for (int written = 0; written < bytes; written += NOTICE_LINE_BYTES) {
            lines.add("x".repeat(NOTICE_LINE_BYTES));
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
