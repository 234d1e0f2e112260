package dev.convoy.orchestrations.order;

import dev.convoy.contracts.order.Compensation;
import dev.convoy.contracts.order.OrderDocument;
import dev.convoy.contracts.order.OrderStatus;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an order stands, with exactly the transitions that are legal from there: what is not written down cannot happen.
 *
 * <pre>
 * Pending ──paid──► Paid ──completed──► Completed
 *    │ │              │
 *    │ └─charged──────┴─unwind──► Compensating ──givenUp──► NeedsAttention
 *    │                              │      ▲                     │
 *    └─cancelled──► Cancelled ◄─────┘      │                     │
 *                     │  ▲                 │                     │
 *                     │  └─────────────────┼─────────────────────┘
 *                     └─chargedLate, reservedLate
 * </pre>
 */
public sealed interface OrderState {

    /** What a reader of the order sees. */
    OrderStatus status();

    /** The state an order document says it is in. */
    static OrderState of(OrderDocument order) {
        return switch (order.status()) {
            case Pending -> new Pending(Optional.ofNullable(order.cancellationReason()));
            case Paid -> paid(order);
            case Completed -> new Completed();
            case Cancelled -> cancelled(order);
            case NeedsAttention ->
                new NeedsAttention(
                        reason(order),
                        required(order.compensation(), "compensation", order),
                        Optional.ofNullable(order.cancelledAt()));
        };
    }

    private static OrderState paid(OrderDocument order) {
        Compensation owed = order.compensation();
        return owed == null
                ? new Paid(Optional.ofNullable(order.cancellationReason()))
                : new Compensating(reason(order), owed, Optional.empty());
    }

    private static OrderState cancelled(OrderDocument order) {
        Compensation owed = order.compensation();
        Instant at = required(order.cancelledAt(), "cancelledAt", order);
        return owed != null && owed.stillOwes()
                ? new Compensating(reason(order), owed, Optional.of(at))
                : new Cancelled(reason(order), at, Optional.ofNullable(owed));
    }

    private static String reason(OrderDocument order) {
        return required(order.cancellationReason(), "cancellationReason", order);
    }

    private static <T> T required(@Nullable T value, String field, OrderDocument order) {
        if (value == null) {
            throw new IllegalStateException(
                    "order " + order.orderId() + " is " + order.status() + " and lacks " + field);
        }
        return value;
    }

    /**
     * Nothing has happened to money or stock, as far as is known.
     *
     * @param cancellation why it shall be cancelled, once someone asked
     */
    record Pending(Optional<String> cancellation) implements OrderState {

        @Override
        public OrderStatus status() {
            return OrderStatus.Pending;
        }

        Pending cancellationRequested(String reason) {
            return new Pending(Optional.of(reason));
        }

        Paid paid() {
            return new Paid(cancellation);
        }

        /** The charge came through although the order shall be cancelled. */
        Compensating charged(String reason) {
            return new Compensating(reason, Compensation.ofCharge(), Optional.empty());
        }

        Cancelled cancelled(String reason, Instant at) {
            return new Cancelled(reason, at, Optional.empty());
        }
    }

    /**
     * Charged; stock is being asked for.
     *
     * @param cancellation why it shall be cancelled, once someone asked
     */
    record Paid(Optional<String> cancellation) implements OrderState {

        @Override
        public OrderStatus status() {
            return OrderStatus.Paid;
        }

        Paid cancellationRequested(String reason) {
            return new Paid(Optional.of(reason));
        }

        Completed completed() {
            return new Completed();
        }

        Compensating unwind(String reason, boolean reserved) {
            Compensation owed = reserved ? Compensation.ofChargeAndReservation() : Compensation.ofCharge();
            return new Compensating(reason, owed, Optional.empty());
        }
    }

    /** Something is owed to the customer or to the stock. */
    sealed interface Owing extends OrderState {

        String reason();

        Compensation owed();

        /** The same with other debts; cancelled when none is left. */
        OrderState owing(Compensation now, Instant at);
    }

    /**
     * Something is being undone.
     *
     * @param cancelledAt when it was cancelled already, before a late answer reopened it
     */
    record Compensating(String reason, Compensation owed, Optional<Instant> cancelledAt) implements Owing {

        @Override
        public OrderStatus status() {
            return cancelledAt.isPresent() ? OrderStatus.Cancelled : OrderStatus.Paid;
        }

        @Override
        public OrderState owing(Compensation now, Instant at) {
            return now.stillOwes()
                    ? new Compensating(reason, now, cancelledAt)
                    : new Cancelled(reason, cancelledAt.orElse(at), Optional.of(now));
        }

        NeedsAttention givenUp() {
            return new NeedsAttention(reason, owed, cancelledAt);
        }
    }

    /**
     * Undoing was asked for often enough; a person must look.
     *
     * @param cancelledAt when it was cancelled already, before a late answer reopened it
     */
    record NeedsAttention(String reason, Compensation owed, Optional<Instant> cancelledAt) implements Owing {

        @Override
        public OrderStatus status() {
            return OrderStatus.NeedsAttention;
        }

        @Override
        public OrderState owing(Compensation now, Instant at) {
            return now.stillOwes()
                    ? new NeedsAttention(reason, now, cancelledAt)
                    : new Cancelled(reason, cancelledAt.orElse(at), Optional.of(now));
        }
    }

    /** Paid and reserved: final. */
    record Completed() implements OrderState {

        @Override
        public OrderStatus status() {
            return OrderStatus.Completed;
        }
    }

    /**
     * Nothing of the order is left, as far as is known.
     *
     * @param undone what was undone on the way
     */
    record Cancelled(String reason, Instant cancelledAt, Optional<Compensation> undone) implements OrderState {

        @Override
        public OrderStatus status() {
            return OrderStatus.Cancelled;
        }

        /** A charge became known that nobody waited for any more. */
        Compensating chargedLate() {
            return reopened(undone.map(Compensation::chargedLate).orElseGet(Compensation::ofCharge));
        }

        /** A reservation became known that nobody waited for any more. */
        Compensating reservedLate() {
            return reopened(undone.map(Compensation::reservedLate).orElseGet(Compensation::ofReservation));
        }

        private Compensating reopened(Compensation owed) {
            return new Compensating(reason, owed, Optional.of(cancelledAt));
        }
    }
}
