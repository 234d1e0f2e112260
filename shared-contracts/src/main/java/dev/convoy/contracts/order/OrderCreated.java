package dev.convoy.contracts.order;

import dev.convoy.contracts.id.CustomerId;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.money.Amount;
import java.time.Instant;
import java.util.List;

/** An order was accepted. Starts the saga. */
public record OrderCreated(
        OrderId orderId, CustomerId customerId, Amount totalAmount, List<OrderLine> items, Instant createdAt) {

    public OrderCreated {
        items = List.copyOf(items);
    }
}
