package dev.convoy.orchestrations.order;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.id.PaymentId;
import dev.convoy.contracts.id.ReservationId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.order.Compensation;
import dev.convoy.contracts.order.Compensation.Undo;
import dev.convoy.contracts.order.OrderDocument;
import dev.convoy.orchestrations.order.OrderState.Cancelled;
import dev.convoy.orchestrations.order.OrderState.Completed;
import dev.convoy.orchestrations.order.OrderState.NeedsAttention;
import dev.convoy.orchestrations.order.OrderState.Owing;
import dev.convoy.orchestrations.order.OrderState.Paid;
import dev.convoy.orchestrations.order.OrderState.Pending;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes a change into a copy of an order's document. Fields that this build does not know stay as they are. Stateless. */
public final class ChangedOrder {

    /** Most entries a timeline keeps; only a person who retries endlessly gets there, and then the oldest repetitions go. */
    static final int LONGEST_TIMELINE = 200;

    private ChangedOrder() {}

    /** The document after the change. */
    public static ObjectNode document(StoredOrder before, Change change) {
        ObjectNode document = before.document().deepCopy();
        OrderDocument order = before.order();
        document.put("status", change.next().status().name());
        document.put("updatedAt", change.at().toString());
        writeState(document, order, change.next());
        writeTimeline(document.withArray("timeline"), change);
        return document;
    }

    private static void writeState(ObjectNode document, OrderDocument order, OrderState next) {
        switch (next) {
            case Pending s ->
                text(document, "cancellationReason", s.cancellation().orElse(null));
            case Paid s -> {
                text(document, "cancellationReason", s.cancellation().orElse(null));
                text(document, "paymentId", PaymentId.of(order.orderId()).value());
            }
            case Completed s -> {
                document.remove("cancellationReason");
                text(
                        document,
                        "reservationId",
                        ReservationId.of(order.orderId()).value());
            }
            case Owing s -> {
                text(document, "cancellationReason", s.reason());
                writeDebts(document, order, s.owed());
                if (s instanceof NeedsAttention attention) {
                    writeCancelledAt(document, attention.cancelledAt());
                }
            }
            case Cancelled s -> {
                text(document, "cancellationReason", s.reason());
                writeCancelledAt(document, Optional.of(s.cancelledAt()));
                s.undone().ifPresent(undone -> writeDebts(document, order, undone));
            }
        }
    }

    private static void writeDebts(ObjectNode document, OrderDocument order, Compensation owed) {
        document.set("compensation", Json.tree(owed));
        if (owed.refund() != Undo.None) {
            text(document, "paymentId", PaymentId.of(order.orderId()).value());
        }
        if (owed.release() != Undo.None) {
            text(document, "reservationId", ReservationId.of(order.orderId()).value());
        }
    }

    private static void writeCancelledAt(ObjectNode document, Optional<Instant> at) {
        at.ifPresent(instant -> document.put("cancelledAt", instant.toString()));
    }

    private static void writeTimeline(ArrayNode timeline, Change change) {
        change.timeline().forEach(entry -> timeline.add(Json.tree(entry)));
        while (timeline.size() > LONGEST_TIMELINE) {
            timeline.remove(LONGEST_TIMELINE / 2);
        }
    }

    private static void text(ObjectNode document, String field, @Nullable String value) {
        if (value == null) {
            document.remove(field);
        } else {
            document.put(field, value);
        }
    }
}
