package dev.convoy.functions.order;

import dev.convoy.contracts.order.OrderStatus;

/** What became of the wish to cancel an order. */
sealed interface Cancellation {

    /** The saga is asked, now or before; what it decides shows in the order. */
    record Asked(OrderStatus status) implements Cancellation {}

    /** The order is completed: too late. */
    record TooLate() implements Cancellation {}

    /** This client has no such order. */
    record Unknown() implements Cancellation {}
}
