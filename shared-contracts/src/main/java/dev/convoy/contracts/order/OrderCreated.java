package dev.convoy.contracts.order;

import dev.convoy.contracts.id.CustomerId;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.money.Amount;
import java.time.Instant;
import java.util.List;

/**
 * An order was accepted. Starts the saga.
 *
 * @param currency of all amounts, such as {@code EUR}; since version 2
 * @param channel where the order came from, such as {@code api}; since version 2
 */
public record OrderCreated(
        OrderId orderId,
        CustomerId customerId,
        Amount totalAmount,
        String currency,
        String channel,
        List<OrderLine> items,
        Instant createdAt) {

    public OrderCreated {
        items = List.copyOf(items);
        if (currency.isBlank() || channel.isBlank()) {
            throw new IllegalArgumentException("currency and channel must not be blank");
        }
    }
}
