package dev.convoy.contracts.bigresult;

import java.util.List;
import java.util.Optional;

/**
 * Whether everything that the header speaks of has been received. Counters say so, except for a series of which chunks claimed another
 * count before the header came: among its receipts may be some that the header rules out, so its pages are counted. Stateless.
 */
public final class Completeness {

    private Completeness() {}

    /** Reads a page of receipts, if it is there. */
    @FunctionalInterface
    public interface Pages {
        Optional<ReceiptPage> read(SeriesName series, int number);
    }

    /** False as long as there is no header. */
    public static boolean isComplete(ResultDocument result, ResultProgress progress, Pages pages) {
        List<SeriesSpec> header = result.header();
        return header != null
                && header.stream().allMatch(series -> received(result, series, progress, pages) >= series.totalCount());
    }

    private static long received(ResultDocument result, SeriesSpec expected, ResultProgress progress, Pages pages) {
        boolean contradicted = result.claimed(expected.name())
                .filter(claim -> claim.totalCount() != expected.totalCount())
                .isPresent();
        return contradicted ? counted(expected, pages) : progress.count(expected.name());
    }

    private static long counted(SeriesSpec expected, Pages pages) {
        long count = 0;
        for (int number = 0; number < ReceiptPage.pagesFor(expected.totalCount()); number++) {
            count += pages.read(expected.name(), number)
                    .map(page -> page.countUpTo(expected.totalCount()))
                    .orElse(0L);
        }
        return count;
    }
}
