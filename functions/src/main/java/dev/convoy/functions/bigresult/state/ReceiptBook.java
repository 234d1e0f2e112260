package dev.convoy.functions.bigresult.state;

import dev.convoy.contracts.bigresult.ChunkRecord;
import dev.convoy.contracts.bigresult.ReceiptPage;
import dev.convoy.contracts.bigresult.ResultProgress;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.functions.platform.inbox.Overtaking;
import dev.convoy.functions.platform.store.CommitOutcome;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.StoredDocument;
import dev.convoy.functions.platform.store.Write;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Receipts of chunks in pages. All that wait for one page in this process are written in one batch (group commit); between processes the page's etag decides,
 * and whoever loses reads again and takes along what has queued up meanwhile. Safe for use by several threads; waiting groups are guarded by one of a
 * fixed number of locks, chosen by page.
 */
public final class ReceiptBook {

    private static final int LOCKS = 64;
    private static final int ROUNDS = 30;
    private static final int FIRST_PAUSE_MILLIS = 4;
    private static final int LONGEST_PAUSE_MILLIS = 200;

    private final DocumentStore store;
    private final Clock clock;
    private final RandomGenerator random;
    private final Consumer<Duration> pause;
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];
    private final Map<PageKey, List<Waiting>> waiting = new ConcurrentHashMap<>();

    public ReceiptBook(DocumentStore receipts, Clock clock, RandomGenerator random, Consumer<Duration> pause) {
        this.store = receipts;
        this.clock = clock;
        this.random = random;
        this.pause = pause;
        Arrays.setAll(locks, index -> new ReentrantLock());
    }

    /**
     * That a chunk was received.
     *
     * @param totalCount of its series, to see whether its page is full
     */
    public record Receipt(SeriesName series, long ordinal, long totalCount, ChunkRecord chunk) {}

    /** What there is to say of a receipt. */
    public enum Outcome {
        /** Not there, so far. Of {@link #find} only. */
        NEW,
        /** Written now. Of {@link #record} only. */
        RECORDED,
        /** There already, with the same content. */
        KNOWN,
        /** There already, with other content; that stays. */
        CONTRADICTED,
        /** The transaction takes no more. Of {@link #record} only. */
        CLOSED
    }

    /**
     * What became of a receipt.
     *
     * @param pageFull whether every ordinal of its page has a receipt
     */
    public record Result(Outcome outcome, boolean pageFull) {}

    private record PageKey(TransactionId transactionId, SeriesName series, int number) {

        static PageKey of(TransactionId id, Receipt receipt) {
            return new PageKey(id, receipt.series(), ReceiptPage.numberOf(receipt.ordinal()));
        }

        String documentId() {
            return ReceiptPage.documentId(series, number);
        }
    }

    private record Loaded(ReceiptPage page, Optional<String> etag) {}

    /** One caller's receipts of one page; done once it has results or a failure. */
    private static final class Waiting {
        private final List<Receipt> receipts;
        private final Map<Receipt, Result> results = new HashMap<>();
        private boolean done;

        Waiting(List<Receipt> receipts) {
            this.receipts = receipts;
        }
    }

    /** What is known of these chunks; equal receipts count as one. */
    public Map<Receipt, Result> find(TransactionId id, List<Receipt> receipts) {
        Map<Receipt, Result> results = new HashMap<>();
        byPage(id, receipts).forEach((key, ofPage) -> {
            ReceiptPage page = load(key).page();
            ofPage.forEach(receipt -> results.put(receipt, result(page, receipt)));
        });
        return results;
    }

    /** A page, if any of its chunks was received. */
    public Optional<ReceiptPage> page(TransactionId id, SeriesName series, int number) {
        return store.read(id.value(), ReceiptPage.documentId(series, number))
                .map(StoredDocument::content)
                .map(ReceiptPage::of);
    }

    /**
     * Writes what is not there yet, with the counters; equal receipts count as one.
     *
     * @throws dev.convoy.functions.platform.OutageException if the store does not answer or other processes are always faster; safe to retry
     */
    public Map<Receipt, Result> record(TransactionId id, List<Receipt> receipts) {
        Map<Receipt, Result> results = new HashMap<>();
        byPage(id, receipts).forEach((key, ofPage) -> results.putAll(recordOnPage(key, ofPage)));
        return results;
    }

    private static Map<PageKey, List<Receipt>> byPage(TransactionId id, List<Receipt> receipts) {
        Map<PageKey, List<Receipt>> pages = new HashMap<>();
        receipts.forEach(receipt -> pages.computeIfAbsent(PageKey.of(id, receipt), key -> new ArrayList<>())
                .add(receipt));
        return pages;
    }

    private Map<Receipt, Result> recordOnPage(PageKey key, List<Receipt> receipts) {
        Waiting mine = new Waiting(receipts);
        enqueue(key, List.of(mine));
        ReentrantLock lock = locks[Math.floorMod(key.hashCode(), LOCKS)];
        lock.lock();
        try {
            if (!mine.done) { // else whoever had the lock before took it along
                commitWaiting(key, mine);
            }
        } finally {
            lock.unlock();
        }
        return mine.results;
    }

    /** Holds the page's lock. If it fails, the others whom it took along try for themselves. */
    private void commitWaiting(PageKey key, Waiting mine) {
        List<Waiting> group = waiting.remove(key);
        if (group == null) {
            throw new IllegalStateException("receipts of page " + key.documentId() + " got lost");
        }
        try {
            Map<Receipt, Result> results = commit(key, group);
            group.forEach(member -> {
                member.receipts.forEach(receipt -> member.results.put(receipt, results.get(receipt)));
                member.done = true;
            });
        } catch (RuntimeException e) {
            enqueue(key, group.stream().filter(member -> member != mine).toList());
            throw e;
        }
    }

    private void enqueue(PageKey key, List<Waiting> members) {
        if (!members.isEmpty()) {
            waiting.compute(key, (page, queue) -> {
                List<Waiting> all = queue == null ? new ArrayList<>() : queue;
                all.addAll(members);
                return all;
            });
        }
    }

    private Map<Receipt, Result> commit(PageKey key, List<Waiting> group) {
        List<Receipt> receipts = group.stream()
                .flatMap(member -> member.receipts.stream())
                .distinct()
                .toList();
        for (int round = 1; round <= ROUNDS; round++) {
            Optional<Map<Receipt, Result>> results = attempt(key, receipts);
            if (results.isPresent()) {
                return results.get();
            }
            int bound = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(round, 10));
            pause.accept(Duration.ofMillis(1 + random.nextInt(bound)));
        }
        throw new Overtaking.ContendedException("page " + key.documentId() + " of " + key.transactionId());
    }

    /** Empty if another process was faster. */
    private Optional<Map<Receipt, Result>> attempt(PageKey key, List<Receipt> receipts) {
        Loaded loaded = load(key);
        ReceiptPage page = loaded.page();
        Map<Receipt, Result> known = new HashMap<>();
        receipts.forEach(receipt -> known.put(receipt, result(page, receipt)));
        List<Receipt> added = new ArrayList<>();
        for (Receipt receipt : receipts) {
            if (page.find(receipt.ordinal()).isEmpty()) {
                page.add(receipt.ordinal(), receipt.chunk());
                added.add(receipt);
            }
        }
        if (added.isEmpty()) {
            return Optional.of(known);
        }
        return switch (store.commit(key.transactionId().value(), writes(key, loaded, added))) {
            case CommitOutcome.Committed committed -> Optional.of(results(page, receipts, added));
            case CommitOutcome.Refused refused when refused.index() == 0 -> Optional.empty();
            case CommitOutcome.Refused refused -> {
                known.replaceAll(
                        (receipt, found) -> found.outcome() == Outcome.NEW ? new Result(Outcome.CLOSED, false) : found);
                yield Optional.of(known);
            }
        };
    }

    private List<Write> writes(PageKey key, Loaded loaded, List<Receipt> added) {
        var document = loaded.page().toDocument(key.transactionId(), clock.instant());
        Write page = loaded.etag()
                .<Write>map(etag -> new Write.Replace(document, etag))
                .orElseGet(() -> new Write.Create(document));
        long bytes = added.stream()
                .mapToLong(receipt -> receipt.chunk().lengthBytes())
                .sum();
        Map<String, Long> changes = Map.of(
                ResultProgress.countField(key.series()),
                (long) added.size(),
                ResultProgress.bytesField(key.series()),
                bytes);
        return List.of(
                page, new Write.Add(ResultProgress.ID, changes, Optional.of(new Write.Floor(ResultProgress.OPEN, 1))));
    }

    private static Map<Receipt, Result> results(ReceiptPage page, List<Receipt> receipts, List<Receipt> added) {
        Map<Receipt, Result> results = new HashMap<>();
        receipts.forEach(receipt -> results.put(receipt, result(page, receipt)));
        added.forEach(receipt -> results.put(receipt, new Result(Outcome.RECORDED, isFull(page, receipt))));
        return results;
    }

    private static Result result(ReceiptPage page, Receipt receipt) {
        Outcome outcome = page.find(receipt.ordinal())
                .map(chunk -> chunk.equals(receipt.chunk()) ? Outcome.KNOWN : Outcome.CONTRADICTED)
                .orElse(Outcome.NEW);
        return new Result(outcome, isFull(page, receipt));
    }

    private static boolean isFull(ReceiptPage page, Receipt receipt) {
        return page.count() >= page.expectedOf(receipt.totalCount());
    }

    private Loaded load(PageKey key) {
        return store.read(key.transactionId().value(), key.documentId())
                .map(stored -> new Loaded(ReceiptPage.of(stored.content()), Optional.of(stored.etag())))
                .orElseGet(() -> new Loaded(ReceiptPage.empty(key.series(), key.number()), Optional.empty()));
    }
}
