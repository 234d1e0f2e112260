package dev.convoy.contracts.order;

import dev.convoy.contracts.id.ProductId;
import dev.convoy.contracts.money.Amount;

/** One line of an order: so many pieces of a product at a price each. One to 10,000 pieces. */
public record OrderLine(ProductId productId, int quantity, Amount price) {

    private static final int MOST_PIECES = 10_000;

    public OrderLine {
        if (quantity < 1 || quantity > MOST_PIECES) {
            throw new IllegalArgumentException("quantity must be from 1 to " + MOST_PIECES);
        }
    }

    public Amount total() {
        return price.times(quantity);
    }
}
