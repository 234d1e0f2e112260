package dev.convoy.functions.inventory;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.EventIds;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.inventory.InventoryFailed;
import dev.convoy.contracts.inventory.InventoryReleased;
import dev.convoy.contracts.inventory.InventoryReserved;
import java.time.Instant;

/** What inventory says about a reservation as it stands. Each command gets one answer of its own. Stateless. */
final class InventoryAnswers {

    private static final String OUT_OF_STOCK = "out of stock";
    private static final String RELEASED = "released before it was reserved";

    private InventoryAnswers() {}

    static Envelope<?> reserved(Envelope<?> command, Reservation reservation) {
        return answer(
                command,
                MessageTypes.INVENTORY_RESERVED,
                reservation.updatedAt(),
                new InventoryReserved(
                        reservation.id(), reservation.orderId(), reservation.items(), reservation.updatedAt()));
    }

    static Envelope<?> failed(Envelope<?> command, Reservation reservation) {
        String reason = reservation.failedItems().isEmpty() ? RELEASED : OUT_OF_STOCK;
        return answer(
                command,
                MessageTypes.INVENTORY_FAILED,
                reservation.updatedAt(),
                new InventoryFailed(reservation.orderId(), reason, reservation.failedItems(), reservation.updatedAt()));
    }

    static Envelope<?> released(Envelope<?> command, Reservation reservation) {
        return answer(
                command,
                MessageTypes.INVENTORY_RELEASED,
                reservation.updatedAt(),
                new InventoryReleased(reservation.id(), reservation.orderId(), reservation.updatedAt()));
    }

    private static <T> Envelope<T> answer(Envelope<?> command, MessageType<T> type, Instant at, T data) {
        return command.causes(EventIds.of(type, command.subject(), command.id()), type, at, data);
    }
}
