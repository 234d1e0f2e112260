package dev.convoy.orchestrations.operations;

import dev.convoy.contracts.id.OrderId;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants done.
 *
 * @param operator who, as the platform's authentication says
 * @param note why, in one line; a settlement must have one
 */
record OperatorRequest(
        OrderId orderId,
        Deed deed,
        String operator,
        @Nullable String note) {

    static final int LONGEST_NOTE = 500;

    /** What can be done. */
    enum Deed {
        RETRY,
        SETTLE
    }

    OperatorRequest {
        if (note != null && note.length() > LONGEST_NOTE) {
            throw new IllegalArgumentException("must have at most " + LONGEST_NOTE + " characters");
        }
    }
}
