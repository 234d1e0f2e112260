package dev.convoy.functions.order;

import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.ProductId;
import dev.convoy.contracts.order.OrderDocument;
import dev.convoy.contracts.order.OrderStatus;
import dev.convoy.contracts.order.TimelineEntry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Accepting an order once. The id follows from client and key, so a repetition conflicts with what it made before, and the
 * digest tells whether it means the same. Stateless.
 */
public final class PlaceOrder {

    private final OrderBook book;
    private final Predicate<ProductId> products;
    private final String currency;
    private final Clock clock;

    /** @param products whether a product exists */
    public PlaceOrder(OrderBook book, Predicate<ProductId> products, String currency, Clock clock) {
        this.book = book;
        this.products = products;
        this.currency = currency;
        this.clock = clock;
    }

    /** Who asks, under which key, as part of which trace. */
    record Asker(String clientId, IdempotencyKey key, Optional<String> traceparent) {}

    /** @throws dev.convoy.functions.platform.OutageException if the store does not answer; ask again with the same key */
    Placement place(Asker asker, NewOrder wanted) {
        List<Integer> unknown = IntStream.range(0, wanted.items().size())
                .filter(line -> !products.test(wanted.items().get(line).productId()))
                .boxed()
                .toList();
        if (!unknown.isEmpty()) {
            return new Placement.UnknownProducts(unknown);
        }
        OrderDocument order = pending(asker, wanted);
        return book.insert(order) ? new Placement.Accepted(order) : earlier(order);
    }

    private Placement earlier(OrderDocument order) {
        OrderDocument stored = book.find(order.orderId())
                .orElseThrow(() -> new IllegalStateException("order " + order.orderId() + " conflicts with nothing"))
                .order();
        return stored.requestDigest().equals(order.requestDigest())
                ? new Placement.Accepted(stored)
                : new Placement.KeyMisused();
    }

    private OrderDocument pending(Asker asker, NewOrder wanted) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        OrderId id = asker.key().orderIdFor(asker.clientId());
        return new OrderDocument(
                id.value(),
                id,
                OrderDocument.KIND,
                asker.clientId(),
                wanted.customerId(),
                wanted.items(),
                wanted.total(),
                currency,
                wanted.paymentToken(),
                OrderStatus.Pending,
                null,
                null,
                null,
                null,
                null,
                List.of(new TimelineEntry("OrderCreated", now, null)),
                wanted.digest(),
                id.value(),
                asker.traceparent().orElse(null),
                now,
                now);
    }
}
