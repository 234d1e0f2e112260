package dev.convoy.functions.inventory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.ProductId;
import dev.convoy.contracts.json.Json;
import dev.convoy.functions.platform.store.StoredDocument;
import java.time.Duration;
import java.time.Instant;

/**
 * What an order holds of a product. Beside the stock in its partition; one per order, for ever, so that taking it twice
 * conflicts. A barred hold was given back, or never taken and never will be.
 *
 * @param quantity zero if it was barred before it was taken
 */
record Hold(OrderId orderId, ProductId productId, int quantity, State state, Instant at) {

    static final String KIND = "hold";
    /** Longer than any message can be on its way. */
    private static final Duration BARRED_RETENTION = Duration.ofDays(14);

    /** Taken, or given back for good. */
    enum State {
        Held,
        Barred
    }

    static String documentId(OrderId orderId) {
        return "hold-" + orderId;
    }

    static Hold of(StoredDocument stored) {
        return new Hold(
                new OrderId(stored.text("orderId")),
                new ProductId(stored.text("productId")),
                Math.toIntExact(stored.number("quantity")),
                State.valueOf(stored.text("state")),
                Instant.parse(stored.text("at")));
    }

    Hold barred(Instant now) {
        return new Hold(orderId, productId, quantity, State.Barred, now);
    }

    ObjectNode toDocument() {
        ObjectNode document = Json.mapper()
                .createObjectNode()
                .put("id", documentId(orderId))
                .put("productId", productId.value())
                .put("orderId", orderId.value())
                .put("kind", KIND)
                .put("quantity", quantity)
                .put("state", state.name())
                .put("at", at.toString());
        if (state == State.Barred) {
            document.put("ttl", BARRED_RETENTION.toSeconds());
        }
        return document;
    }
}
