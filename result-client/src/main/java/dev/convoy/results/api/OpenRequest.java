package dev.convoy.results.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.bigresult.TimeLimits;
import dev.convoy.contracts.id.TransactionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction to open. The same again answers the same transaction with a fresh signature.
 *
 * @param series the header; null if it comes as a message
 * @param limits null for the service's own
 * @param notifyBy {@code client} or {@code transaction}: which subscription is made sure of
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OpenRequest(
        TransactionId transactionId,
        @Nullable List<SeriesSpec> series,
        @Nullable TimeLimits limits,
        @Nullable String notifyBy) {

    /** Notices come to a subscription of this transaction alone. */
    public static final String BY_TRANSACTION = "transaction";

    /** Notices come to the client's subscription. */
    public static final String BY_CLIENT = "client";

    public OpenRequest {
        series = series == null ? null : List.copyOf(series);
    }
}
