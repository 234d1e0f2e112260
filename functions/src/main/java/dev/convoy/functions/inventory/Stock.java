package dev.convoy.functions.inventory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.id.ProductId;
import dev.convoy.contracts.json.Json;
import dev.convoy.functions.platform.store.StoredDocument;

/**
 * How many pieces of a product there are.
 *
 * @param available free to be promised
 * @param held promised to orders; available and held only ever change together
 */
record Stock(ProductId productId, long available, long held) {

    static final String KIND = "stock";
    static final String AVAILABLE = "available";
    static final String HELD = "held";

    static Stock of(StoredDocument stored) {
        return new Stock(new ProductId(stored.text("productId")), stored.number(AVAILABLE), stored.number(HELD));
    }

    ObjectNode toDocument() {
        return Json.mapper()
                .createObjectNode()
                .put("id", productId.value())
                .put("productId", productId.value())
                .put("kind", KIND)
                .put(AVAILABLE, available)
                .put(HELD, held);
    }
}
