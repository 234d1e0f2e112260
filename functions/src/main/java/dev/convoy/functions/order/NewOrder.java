package dev.convoy.functions.order;

import dev.convoy.contracts.id.CustomerId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.money.Amount;
import dev.convoy.contracts.order.OrderLine;
import java.util.List;

/** What a customer asks for, checked. */
record NewOrder(CustomerId customerId, List<OrderLine> items, String paymentToken) {

    NewOrder {
        items = List.copyOf(items);
    }

    Amount total() {
        return items.stream().map(OrderLine::total).reduce(Amount.ZERO, Amount::plus);
    }

    /** The same for the same request, however it was spelled. */
    String digest() {
        return Digests.sha256(Json.write(this));
    }

    @Override
    public String toString() {
        return "NewOrder[customerId=" + customerId + ", items=" + items + "]"; // the token is a secret
    }
}
