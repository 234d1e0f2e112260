package dev.convoy.runtime.cosmos.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.convoy.runtime.cosmos.documents.ItemResult;
import dev.convoy.runtime.cosmos.documents.Json;
import dev.convoy.runtime.cosmos.documents.Partition;
import dev.convoy.runtime.cosmos.documents.StoredDocument;
import java.nio.charset.StandardCharsets;

/** Maps results of the core to the wire. Stateless. */
final class Answers {

    private static final byte[] NOTHING = {};

    private Answers() {}

    static int statusOf(ItemResult result) {
        return switch (result) {
            case ItemResult.Found found -> 200;
            case ItemResult.NotModified same -> 304;
            case ItemResult.Created created -> 201;
            case ItemResult.Replaced replaced -> 200;
            case ItemResult.Deleted deleted -> 204;
            case ItemResult.Refused refused -> refused.reason().status();
        };
    }

    static double chargeOf(ItemResult result) {
        return switch (result) {
            case ItemResult.Found found -> RequestCharge.read(sizeOf(found.document()));
            case ItemResult.NotModified same -> 1;
            case ItemResult.Created created -> RequestCharge.write(sizeOf(created.document()));
            case ItemResult.Replaced replaced -> RequestCharge.write(sizeOf(replaced.document()));
            case ItemResult.Deleted deleted -> RequestCharge.write(sizeOf(deleted.previous()));
            case ItemResult.Refused refused -> 1;
        };
    }

    /** The answer to one operation on one item. */
    static GatewayResponse item(Target target, ItemResult result, boolean withBody) {
        GatewayResponse response =
                switch (result) {
                    case ItemResult.Refused refused -> GatewayResponse.of(refused.reason());
                    case ItemResult.Found found -> document(target, result, found.document(), true);
                    case ItemResult.NotModified same -> document(target, result, same.document(), false);
                    case ItemResult.Created created -> document(target, result, created.document(), withBody);
                    case ItemResult.Replaced replaced -> document(target, result, replaced.document(), withBody);
                    case ItemResult.Deleted deleted -> GatewayResponse.of(204);
                };
        return response.charge(chargeOf(result));
    }

    private static GatewayResponse document(
            Target target, ItemResult result, StoredDocument document, boolean withBody) {
        return GatewayResponse.of(statusOf(result))
                .header(Headers.ETAG, document.etag())
                .body(withBody ? target.container().address().wireForm(document) : NOTHING);
    }

    /** One entry of a batch's answer. */
    static ObjectNode operation(Target target, ItemResult result, boolean withBody) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("statusCode", statusOf(result)).put("requestCharge", chargeOf(result));
        switch (result) {
            case ItemResult.Refused refused -> {
                json.put("subStatusCode", refused.reason().substatus());
                json.put("message", refused.reason().message());
            }
            case ItemResult.Found found -> document(json, target, found.document(), true);
            case ItemResult.NotModified same -> document(json, target, same.document(), false);
            case ItemResult.Created created -> document(json, target, created.document(), withBody);
            case ItemResult.Replaced replaced -> document(json, target, replaced.document(), withBody);
            case ItemResult.Deleted deleted -> {}
        }
        return json;
    }

    private static void document(ObjectNode json, Target target, StoredDocument document, boolean withBody) {
        json.put("eTag", document.etag());
        if (withBody) {
            byte[] body = target.container().address().wireForm(document);
            json.putRawValue("resourceBody", new RawValue(new String(body, StandardCharsets.UTF_8)));
        }
    }

    /** The headers every answer about items has: where the partition stands, and whose items these are. */
    static GatewayResponse located(GatewayResponse response, Target target, Partition partition) {
        long lsn = partition.lsn();
        return located(response, target)
                .header(Headers.SESSION_TOKEN, SessionToken.of(partition.range(), lsn))
                .header(Headers.LSN, Long.toString(lsn));
    }

    static GatewayResponse located(GatewayResponse response, Target target) {
        return response.header(Headers.ALT_CONTENT_PATH, target.path())
                .header(Headers.CONTENT_PATH, target.container().address().rid());
    }

    /** A list as the wire carries one. */
    static ObjectNode feed(String rid, String name, ArrayNode entries) {
        ObjectNode feed = Json.MAPPER.createObjectNode();
        feed.put("_rid", rid);
        feed.set(name, entries);
        feed.put("_count", entries.size());
        return feed;
    }

    private static int sizeOf(StoredDocument document) {
        return document.json().length();
    }
}
