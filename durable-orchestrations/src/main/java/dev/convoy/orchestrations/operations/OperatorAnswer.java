package dev.convoy.orchestrations.operations;

import dev.convoy.contracts.order.OrderStatus;

/** What became of an operator's wish. */
sealed interface OperatorAnswer {

    /** It will be done; the order shows when. */
    record Accepted() implements OperatorAnswer {}

    /** There is no such order. */
    record Unknown() implements OperatorAnswer {}

    /** The order does not call for a person. */
    record NotNeeded(OrderStatus status) implements OperatorAnswer {}
}
