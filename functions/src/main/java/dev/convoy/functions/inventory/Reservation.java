package dev.convoy.functions.inventory;

import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.ReservationId;
import dev.convoy.contracts.inventory.FailedItem;
import dev.convoy.contracts.inventory.ItemQuantity;
import java.time.Instant;
import java.util.List;

/**
 * The one reservation of an order across its products, as it lies in the container {@code reservations}.
 *
 * @param id the reservation id: Cosmos wants it under this name
 * @param items one per product, sorted by product; empty if a release came before the request
 * @param failedItems what was short, once that is decided
 */
record Reservation(
        ReservationId id,
        OrderId orderId,
        String kind,
        ReservationState state,
        List<ItemQuantity> items,
        List<FailedItem> failedItems,
        Instant createdAt,
        Instant updatedAt) {

    static final String KIND = "reservation";

    Reservation {
        items = List.copyOf(items);
        failedItems = List.copyOf(failedItems);
    }

    static Reservation begun(OrderId orderId, List<ItemQuantity> items, Instant now) {
        return new Reservation(
                ReservationId.of(orderId), orderId, KIND, ReservationState.Reserving, items, List.of(), now, now);
    }

    static Reservation neverToBe(OrderId orderId, Instant now) {
        return new Reservation(
                ReservationId.of(orderId), orderId, KIND, ReservationState.Releasing, List.of(), List.of(), now, now);
    }

    Reservation in(ReservationState next, Instant now) {
        return new Reservation(id, orderId, kind, next, items, failedItems, createdAt, now);
    }

    Reservation failing(List<FailedItem> shortItems, Instant now) {
        return new Reservation(id, orderId, kind, ReservationState.Failing, items, shortItems, createdAt, now);
    }
}
