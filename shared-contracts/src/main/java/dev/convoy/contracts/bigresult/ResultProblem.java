package dev.convoy.contracts.bigresult;

import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something went wrong. Published to {@code result-notifications}. Either the transaction has ended ({@code terminal}), or one message was
 * parked and the transaction goes on unharmed.
 *
 * @param terminal whether the transaction has ended with this
 * @param retryable whether sending the chunk or header again, put right, helps
 * @param series and ordinal: what it was about, if one chunk
 * @param detail a sentence for people
 */
public record ResultProblem(
        TransactionId transactionId,
        ClientId clientId,
        ResultError error,
        ResultStage stage,
        boolean terminal,
        boolean retryable,
        @Nullable SeriesName series,
        long ordinal,
        String detail,
        Instant at) {}
