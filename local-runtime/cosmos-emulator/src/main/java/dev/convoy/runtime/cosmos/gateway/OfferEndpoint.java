package dev.convoy.runtime.cosmos.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.documents.Account;
import dev.convoy.runtime.cosmos.documents.Json;
import dev.convoy.runtime.cosmos.documents.Offer;
import dev.convoy.runtime.cosmos.documents.Refusal;
import dev.convoy.runtime.cosmos.documents.RefusedException;
import java.io.IOException;

/** Throughput: fixed or autoscale, stored and answered. The SDKs find an offer by a query. Stateless but for the account. */
final class OfferEndpoint {

    private static final int DEFAULT_THROUGHPUT = 400;
    private static final int LEAST_THROUGHPUT = 400;
    private static final int LEAST_AUTOSCALE = 1000;

    private final Account account;

    OfferEndpoint(Account account) {
        this.account = account;
    }

    /** Stores the throughput that the headers of a create request ask for, if any. */
    void createFor(String resource, GatewayRequest request) {
        String throughput = request.header(Headers.OFFER_THROUGHPUT);
        String autopilot = request.header(Headers.AUTOPILOT);
        ObjectNode content = Json.MAPPER.createObjectNode();
        if (autopilot != null) {
            content.put("offerThroughput", LEAST_AUTOSCALE / 10).set("offerAutopilotSettings", json(autopilot));
        } else if (throughput != null) {
            content.put("offerThroughput", number(throughput));
        } else {
            return;
        }
        account.setOffer(resource, checked(content));
    }

    /** A query like {@code SELECT * FROM c WHERE c.offerResourceId = '…'}: answers the offers whose resource it names. */
    GatewayResponse query(GatewayRequest request) {
        ObjectNode body = Json.object(request.body());
        String text = body.path("query").asText() + body.path("parameters");
        ArrayNode entries = Json.MAPPER.createArrayNode();
        account.offers().stream()
                .filter(offer -> text.contains(offer.resource()))
                .forEach(offer -> entries.add(json(offer)));
        return GatewayResponse.of(200, Answers.feed("", "Offers", entries));
    }

    GatewayResponse list() {
        ArrayNode entries = Json.MAPPER.createArrayNode();
        account.offers().forEach(offer -> entries.add(json(offer)));
        return GatewayResponse.of(200, Answers.feed("", "Offers", entries));
    }

    GatewayResponse read(String rid) {
        return GatewayResponse.of(200, json(require(rid)));
    }

    GatewayResponse replace(GatewayRequest request, String rid) {
        Offer offer = require(rid);
        JsonNode content = Json.object(request.body()).path("content");
        if (!(content instanceof ObjectNode object)) {
            throw new RefusedException(Refusal.badRequest("An offer needs an object 'content'."));
        }
        return GatewayResponse.of(200, json(account.setOffer(offer.resource(), checked(object))));
    }

    private Offer require(String rid) {
        return account.offers().stream()
                .filter(offer -> offer.rid().equals(rid))
                .findFirst()
                .orElseThrow(() -> new RefusedException(Refusal.resourceNotFound(rid)));
    }

    private static ObjectNode checked(ObjectNode content) {
        JsonNode most = content.path("offerAutopilotSettings").path("maxThroughput");
        if (most.isMissingNode()) {
            int throughput = content.path("offerThroughput").asInt(DEFAULT_THROUGHPUT);
            if (throughput < LEAST_THROUGHPUT || throughput % 100 != 0) {
                throw new RefusedException(Refusal.badRequest("Throughput must be a multiple of 100 of at least "
                        + LEAST_THROUGHPUT + ", not " + throughput));
            }
        } else if (most.asInt() < LEAST_AUTOSCALE || most.asInt() % 1000 != 0) {
            throw new RefusedException(Refusal.badRequest("Autoscale throughput must be a multiple of 1000 of at least "
                    + LEAST_AUTOSCALE + ", not " + most));
        }
        return content;
    }

    private static ObjectNode json(Offer offer) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("id", offer.rid()).put("_rid", offer.rid()).put("_self", "offers/" + offer.rid() + "/");
        json.put("offerVersion", "V2").put("offerType", "Invalid").put("_etag", "\"" + offer.number() + "\"");
        json.put("resource", "").put("offerResourceId", offer.resource()).put("_ts", 0);
        json.set("content", offer.content());
        return json;
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException malformed) {
            throw new RefusedException(
                    Refusal.badRequest("Invalid value in header " + Headers.AUTOPILOT + ": " + text));
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new RefusedException(
                    Refusal.badRequest("Invalid value in header " + Headers.OFFER_THROUGHPUT + ": " + text));
        }
    }
}
