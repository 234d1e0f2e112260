package dev.convoy.results.api;

import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a transaction stands, as {@code GET /api/results/{id}} tells.
 *
 * @param progress nothing once the receipts are past their retention
 */
public record TransactionView(
        TransactionId transactionId,
        ClientId clientId,
        ResultStatus status,
        @Nullable Progress progress,
        @Nullable List<Series> series) {

    public TransactionView {
        progress = progress == null ? Progress.NONE : progress;
        series = series == null ? List.of() : List.copyOf(series);
    }

    /** Over all series. */
    @Override
    public Progress progress() {
        return progress == null ? Progress.NONE : progress;
    }

    /** The series of that name, if a chunk of it or the header has come. */
    public Optional<Series> series(SeriesName name) {
        List<Series> known = series == null ? List.of() : series;
        return known.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** Over all series. */
    public record Progress(
            boolean headerKnown,
            long receivedChunks,
            long receivedBytes,
            @Nullable Instant lastReceivedAt) {

        static final Progress NONE = new Progress(false, 0, 0, null);
    }

    /**
     * One series.
     *
     * @param missing what has not been received, in order; null if it was not told
     * @param missingTruncated whether there are more ranges than told; null if it was not told
     */
    public record Series(
            SeriesName name,
            long totalCount,
            long receivedCount,
            long receivedBytes,
            @Nullable List<Range> missing,
            @Nullable Boolean missingTruncated) {

        public Series {
            missing = missing == null ? null : List.copyOf(missing);
        }

        /** May the chunk still be wanted? Beyond what was told, yes. */
        public boolean mayMiss(long ordinal) {
            List<Range> ranges = missing;
            if (ranges == null) {
                return true;
            }
            long told = ranges.isEmpty() ? 0 : ranges.getLast().to();
            boolean more = missingTruncated != null && missingTruncated;
            return ranges.stream().anyMatch(range -> range.contains(ordinal)) || (more && ordinal > told);
        }
    }

    /** Ordinals, both ends included. */
    public record Range(long from, long to) {

        boolean contains(long ordinal) {
            return from <= ordinal && ordinal <= to;
        }
    }
}
