package dev.convoy.contracts.bigresult;

import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;
import java.time.Instant;

/**
 * A result is whole and can be read. Published to {@code result-notifications} once per transaction, delivered at least once under one
 * message id.
 *
 * @param manifest name of the manifest blob in the container {@link ResultNames#RESULTS}; {@code GET /api/results/{id}/manifest} gives it too
 * @param manifestMd5 of the manifest blob
 */
public record ResultCompleted(
        TransactionId transactionId,
        ClientId clientId,
        long seriesCount,
        long chunkCount,
        long lengthBytes,
        String manifest,
        Md5 manifestMd5,
        Instant completedAt) {}
