package dev.convoy.functions.bigresult.api;

import dev.convoy.contracts.bigresult.ReceiptPage;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.functions.platform.store.DocumentPage;
import dev.convoy.functions.platform.store.DocumentQuery;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.StoredDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which chunks of a series are missing, as ranges. Reads how full each page is, and only those pages in full that have gaps, until there are {@value
 * #MOST_RANGES} ranges. Stateless.
 */
public final class MissingChunks {

    /** Ranges told of one series. */
    static final int MOST_RANGES = 100;

    private final DocumentStore receipts;

    public MissingChunks(DocumentStore receipts) {
        this.receipts = receipts;
    }

    /** Missing ordinals, both ends included. */
    record Range(long from, long to) {}

    /**
     * What is missing of a series.
     *
     * @param truncated whether there is more than the ranges say
     */
    record Series(SeriesName name, List<Range> ranges, boolean truncated, Optional<Instant> lastReceivedAt) {
        Series {
            ranges = List.copyOf(ranges);
        }
    }

    /** How full a page is. */
    private record Fill(int count, Instant updatedAt) {}

    /** The missing chunks of one series. */
    Series of(TransactionId id, SeriesSpec series) {
        Map<Integer, Fill> fills = fills(id, series.name());
        Gaps gaps = new Gaps();
        for (int number = 0; number < ReceiptPage.pagesFor(series.totalCount()) && !gaps.isTruncated(); number++) {
            page(id, series, number, Optional.ofNullable(fills.get(number)), gaps);
        }
        Optional<Instant> last = fills.values().stream().map(Fill::updatedAt).max(Instant::compareTo);
        return new Series(series.name(), gaps.ranges(), gaps.isTruncated(), last);
    }

    private void page(TransactionId id, SeriesSpec series, int number, Optional<Fill> fill, Gaps gaps) {
        ReceiptPage empty = ReceiptPage.empty(series.name(), number);
        int expected = empty.expectedOf(series.totalCount());
        if (fill.isEmpty()) {
            gaps.add(empty.firstOrdinal(), empty.firstOrdinal() + expected - 1);
        } else if (fill.get().count() < expected) {
            ReceiptPage page = receipts.read(id.value(), ReceiptPage.documentId(series.name(), number))
                    .map(StoredDocument::content)
                    .map(ReceiptPage::of)
                    .orElse(empty);
            for (long ordinal = page.firstOrdinal(); ordinal < page.firstOrdinal() + expected; ordinal++) {
                if (page.find(ordinal).isEmpty()) {
                    gaps.add(ordinal, ordinal);
                }
            }
        }
    }

    private Map<Integer, Fill> fills(TransactionId id, SeriesName series) {
        DocumentQuery query = new DocumentQuery(
                        Optional.of(id.value()),
                        Map.of("kind", ReceiptPage.KIND, "series", series.value()),
                        Optional.empty(),
                        DocumentQuery.LARGEST_PAGE,
                        Optional.empty())
                .only("number", "count", "updatedAt");
        Map<Integer, Fill> fills = new HashMap<>();
        Optional<DocumentQuery> next = Optional.of(query);
        while (next.isPresent()) {
            DocumentPage page = receipts.find(next.get());
            page.documents()
                    .forEach(stored -> fills.put(
                            (int) stored.number("number"),
                            new Fill((int) stored.number("count"), Instant.parse(stored.text("updatedAt")))));
            next = page.continuation().map(query::after);
        }
        return fills;
    }

    /** Ranges that grow at their end; confined to one thread. */
    private static final class Gaps {

        private final List<Range> ranges = new ArrayList<>();
        private boolean truncated;

        void add(long from, long to) {
            if (!ranges.isEmpty() && ranges.getLast().to() == from - 1) {
                ranges.set(ranges.size() - 1, new Range(ranges.getLast().from(), to));
            } else if (ranges.size() < MOST_RANGES) {
                ranges.add(new Range(from, to));
            } else {
                truncated = true;
            }
        }

        boolean isTruncated() {
            return truncated;
        }

        List<Range> ranges() {
            return ranges;
        }
    }
}
