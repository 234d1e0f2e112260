package dev.convoy.contracts.inventory;

import dev.convoy.contracts.id.ProductId;

/** So many pieces of a product; at least one. */
public record ItemQuantity(ProductId productId, int quantity) {

    public ItemQuantity {
        if (quantity < 1) {
            throw new IllegalArgumentException("quantity must be at least 1");
        }
    }
}
