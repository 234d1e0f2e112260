package dev.convoy.contracts.bigresult;

import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as it lies in the container {@code results}. Intake creates it and adds the header; only the lifecycle orchestration moves its
 * status. Counters lie in {@link ResultProgress} beside it, so that chunks never contend for this document. At most 30 KB.
 *
 * @param kind always {@value #KIND}
 * @param header the series to expect; null until it has come
 * @param claims what chunks have said of counts before the header came; one entry a series
 * @param plan fixed when opened
 * @param headerBy when a transaction without header ends
 * @param awaitUntil when a transaction without all chunks ends; may be moved
 * @param completeWithin from the last chunk on
 * @param retention from the end on
 * @param completeBy null until everything has come
 * @param abandonRequestedAt the client's wish; the orchestration does it
 * @param endedAt null until final
 * @param outcome how it ended, if not well
 * @param manifestMd5 null unless completed
 * @param purgedAt when blobs and receipts were deleted; what stays is a tombstone, so that late messages find an ended transaction
 * @param ttl seconds, of the tombstone; null before
 */
public record ResultDocument(
        String id,
        TransactionId transactionId,
        String kind,
        ClientId clientId,
        ResultStatus status,
        @Nullable List<SeriesSpec> header,
        List<SeriesSpec> claims,
        BlockPlan plan,
        String correlationId,
        Instant openedAt,
        Instant headerBy,
        Instant awaitUntil,
        Duration completeWithin,
        Duration retention,
        @Nullable Instant completeBy,
        @Nullable Instant abandonRequestedAt,
        @Nullable Instant endedAt,
        @Nullable Outcome outcome,
        @Nullable Md5 manifestMd5,
        @Nullable Instant purgedAt,
        @Nullable Long ttl) {

    public static final String KIND = "result";

    public ResultDocument {
        header = header == null ? null : List.copyOf(header);
        claims = List.copyOf(claims);
    }

    /** Why it did not end well. */
    public record Outcome(ResultError error, String detail) {}

    /** What the header says of a series; empty without header or if it does not know the series. */
    public Optional<SeriesSpec> expected(SeriesName series) {
        return header == null ? Optional.empty() : find(header, series);
    }

    /** What a chunk said of a series before the header came. */
    public Optional<SeriesSpec> claimed(SeriesName series) {
        return find(claims, series);
    }

    private static Optional<SeriesSpec> find(List<SeriesSpec> specs, SeriesName series) {
        return specs.stream().filter(spec -> spec.name().equals(series)).findFirst();
    }
}
