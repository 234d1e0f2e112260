package dev.convoy.contracts.inventory;

import dev.convoy.contracts.id.ProductId;

/** An item that could not be reserved: what was asked for and what was there. */
public record FailedItem(ProductId productId, int requestedQuantity, int availableQuantity) {}
