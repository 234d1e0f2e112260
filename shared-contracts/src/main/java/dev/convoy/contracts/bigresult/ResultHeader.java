package dev.convoy.contracts.bigresult;

import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says which series a transaction has. Sent by the producer to {@code result-headers}, once, at any time: first, last or in between. The same
 * again does nothing; another one is parked.
 *
 * @param series each name once, at most {@link ResultLimits#MOST_SERIES}
 */
public record ResultHeader(
        TransactionId transactionId,
        ClientId clientId,
        List<SeriesSpec> series,
        @Nullable TimeLimits limits) {

    public ResultHeader {
        series = List.copyOf(series);
    }
}
