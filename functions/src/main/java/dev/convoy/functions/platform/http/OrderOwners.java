package dev.convoy.functions.platform.http;

import dev.convoy.contracts.id.OrderId;

/** Whose an order is: what a context needs to know of orders that shows something about them. */
@FunctionalInterface
public interface OrderOwners {

    /** Has this client an order of this id? */
    boolean has(String clientId, OrderId order);

    /**
     * The order that the query names, if it is the caller's.
     *
     * @throws ProblemException if the parameter {@code orderId} is missing or bad (400), or the caller has no such order (404)
     */
    default OrderId ownOrder(HttpInput input) {
        OrderId order = input.query("orderId", OrderId::new)
                .orElseThrow(() -> new ProblemException(Problem.badRequest("orderId", "is missing")));
        if (!has(input.clientId(), order)) {
            throw new ProblemException(Problem.notFound("order " + order));
        }
        return order;
    }
}
