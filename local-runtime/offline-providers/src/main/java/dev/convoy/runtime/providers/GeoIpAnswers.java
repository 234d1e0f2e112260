package dev.convoy.runtime.providers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.Optional;

/** GeoIP answers in ip-api.com's shape, which says {@code fail} with HTTP 200 for what it does not know. Stateless. */
final class GeoIpAnswers {

    private final Fixtures fixtures;

    GeoIpAnswers(Fixtures fixtures) {
        this.fixtures = fixtures;
    }

    JsonNode answer(String query) {
        IPAddress address = new IPAddressString(query).getAddress();
        if (address == null) {
            return failure(query, "invalid query");
        }
        Optional<Fixtures.Network> network = fixtures.networkOf(address);
        return network.map(found -> success(query, found)).orElseGet(() -> failure(query, "reserved range"));
    }

    private static JsonNode success(String query, Fixtures.Network network) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("status", "success");
        answer.setAll((ObjectNode) network.place().deepCopy());
        return answer.put("query", query);
    }

    private static JsonNode failure(String query, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", "fail")
                .put("message", message)
                .put("query", query);
    }
}
