package dev.convoy.orchestrations.order;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.order.OrderDocument;

/**
 * An order as it was read: the document, fields unknown to this build included, and the ETag that a change to it must still find.
 * The document must not be changed.
 *
 * @param order the document as contracts know it, read once
 */
public record StoredOrder(ObjectNode document, String etag, OrderDocument order) {

    public StoredOrder(ObjectNode document, String etag) {
        this(document, etag, Json.read(document, OrderDocument.class));
    }
}
