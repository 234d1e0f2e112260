package dev.convoy.functions.order;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.EventIds;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.order.OrderCancellationRequested;
import dev.convoy.contracts.order.OrderDocument;
import dev.convoy.contracts.order.OrderStatus;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Asking for an order's cancellation. It does not change the order: the request is an event, and the saga decides. Asking again
 * is one message. Stateless.
 */
public final class CancelOrder {

    private final OrderBook book;
    private final Clock clock;

    public CancelOrder(OrderBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    /** @throws dev.convoy.functions.platform.OutageException if the store does not answer; ask again */
    Cancellation cancel(OrderId id, String clientId, String reason) {
        return book.find(id)
                .map(OrderBook.Entry::order)
                .filter(order -> order.clientId().equals(clientId))
                .map(order -> cancel(order, reason))
                .orElseGet(Cancellation.Unknown::new);
    }

    private Cancellation cancel(OrderDocument order, String reason) {
        if (order.status() == OrderStatus.Completed) {
            return new Cancellation.TooLate();
        }
        if (!order.status().isFinal()) {
            book.announce(order.orderId(), request(order, reason));
        }
        return new Cancellation.Asked(order.status());
    }

    private Envelope<OrderCancellationRequested> request(OrderDocument order, String reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String subject = order.orderId().value();
        return new Envelope<>(
                EventIds.of(MessageTypes.ORDER_CANCELLATION_REQUESTED, subject),
                MessageTypes.ORDER_CANCELLATION_REQUESTED,
                subject,
                now,
                order.traceparent(),
                order.correlationId(),
                order.correlationId(),
                new OrderCancellationRequested(order.orderId(), reason, now));
    }
}
