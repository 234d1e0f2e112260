package dev.convoy.functions.order;

import dev.convoy.contracts.order.OrderDocument;
import java.util.List;

/** What became of the wish to place an order. */
sealed interface Placement {

    /** The order is stored, now or by an earlier request of the same content. */
    record Accepted(OrderDocument order) implements Placement {}

    /** The key was used before for something else. */
    record KeyMisused() implements Placement {}

    /** These lines, by index, name products that do not exist. */
    record UnknownProducts(List<Integer> lines) implements Placement {
        public UnknownProducts {
            lines = List.copyOf(lines);
        }
    }
}
