package dev.convoy.contracts.bigresult;

import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;

/**
 * One chunk of one series. Sent by the producer to {@code result-payloads}, or to {@code result-inline-payloads} if it is inline: that queue is
 * read in batches and faster for many small chunks. Any order, any number of times. Ranges of numbers are checked by whoever takes
 * it in, who can tell the sender.
 *
 * @param ordinal place in the series, from 1
 * @param totalCount how many chunks the series has, as in the header
 * @param lengthBytes length of the chunk itself, before any encoding
 * @param md5 of the chunk itself
 */
public record ResultChunk(
        TransactionId transactionId,
        ClientId clientId,
        SeriesName series,
        long ordinal,
        long totalCount,
        long lengthBytes,
        Md5 md5,
        ChunkPayload payload) {}
