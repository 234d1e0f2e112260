package dev.convoy.runtime.cosmos.documents;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One physical partition: its items, its log sequence, its change feed. Guarded by one read-write lock: readers see a batch whole
 * or not at all. Every change is in the {@link ChangeLog} before it is visible.
 */
public final class Partition {

    private static final int SWEEP_ITEMS = 1000;
    private static final int BUILD_ATTEMPTS = 3;
    private static final int UNLOCKED_ATTEMPTS = 2;
    private static final int SPINS = 500;

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final PartitionState state;
    private final ChangeLog log;
    private final PartitionRange range;
    private final Object indexBuilding = new Object();
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();

    /** Follows the state's, for those who ask for nothing else. */
    private volatile long visibleLsn;

    Partition(ContainerAddress address, PartitionRange range, int count, ContainerSettings settings, ChangeLog log) {
        this.range = range;
        this.state = new PartitionState(address, range.index(), count, settings);
        this.log = log;
    }

    public PartitionRange range() {
        return range;
    }

    /** Answers one item. */
    public ItemResult read(ItemOperation.Read read, Instant now) {
        acquire(lock.readLock());
        try {
            StoredDocument found = state.get(read.key());
            boolean gone = found != null && state.settings().isExpired(found, now.getEpochSecond());
            return PartitionState.answerRead(read, gone ? null : found);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Does one operation. */
    public ItemResult execute(ItemOperation operation, Instant now) {
        return execute(List.of(operation), true, now).getFirst();
    }

    /**
     * Does operations in order, each seeing the ones before it, and publishes what they changed in one step. If atomic and one is
     * refused, nothing happens and the others answer 424; otherwise each stands for itself.
     */
    public List<ItemResult> execute(List<ItemOperation> operations, boolean atomic, Instant now) {
        acquire(lock.writeLock());
        try {
            long seconds = Math.max(now.getEpochSecond(), state.lastTimestamp());
            Transaction transaction = new Transaction(state, state.settings(), seconds);
            List<ItemResult> results = new ArrayList<>(operations.size());
            for (ItemOperation operation : operations) {
                ItemResult result = transaction.apply(operation);
                results.add(result);
                if (atomic && operations.size() > 1 && result instanceof ItemResult.Refused) {
                    return allFailedBut(results, operations.size());
                }
            }
            publish(transaction.changes());
            return results;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * Does work of several steps that sees the items as they are at one moment, then publishes what it changed in one step: all of it,
     * or nothing if the work throws. The work runs without a lock, and again if anything changed meanwhile; the last time it runs with
     * writers and readers locked out. So it must not leave traces elsewhere, and must bound itself over all its runs.
     */
    public <R> R transact(Instant now, Function<PartitionTransaction, R> work) {
        for (int attempt = 0; attempt < UNLOCKED_ATTEMPTS; attempt++) {
            Outcome<R> outcome = attempt(now, work);
            lock.writeLock().lock();
            try {
                if (state.lsn() == outcome.seen()) {
                    return settle(outcome);
                }
            } finally {
                lock.writeLock().unlock();
            }
        }
        lock.writeLock().lock();
        try {
            return settle(attempt(now, work));
        } finally {
            lock.writeLock().unlock();
        }
    }

    private <R> Outcome<R> attempt(Instant now, Function<PartitionTransaction, R> work) {
        lock.readLock().lock();
        long seen;
        Transaction transaction;
        try {
            seen = state.lsn();
            long seconds = Math.max(now.getEpochSecond(), state.lastTimestamp());
            transaction = new Transaction(state, state.settings(), seconds);
        } finally {
            lock.readLock().unlock();
        }
        try {
            R result = work.apply(new PartitionTransaction(transaction, state, lock.readLock()));
            return new Outcome<>(seen, transaction, () -> result);
        } catch (RuntimeException failed) {
            return new Outcome<>(seen, transaction, () -> {
                throw failed;
            });
        }
    }

    /** Publishes what was done, unless it failed. */
    private <R> R settle(Outcome<R> outcome) {
        R result = outcome.result().get();
        publish(outcome.transaction().changes());
        return result;
    }

    /** The live items the scope lets through, in the order they were created. */
    public List<StoredDocument> documents(Scope scope, Instant now) {
        lock.readLock().lock();
        try {
            return scope.collect(state, now.getEpochSecond());
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * The versions after a log sequence number, oldest first; each item shows once, with its latest version.
     *
     * @param accepts which of them the reader wants; the others are passed over
     */
    public ChangePage changesAfter(long lsn, ChangePage.Bounds bounds, Predicate<StoredDocument> accepts, Instant now) {
        lock.readLock().lock();
        try {
            if (lsn >= state.lsn()) {
                return new ChangePage(List.of(), state.lsn());
            }
            return ChangePage.collect(state, lsn, bounds, accepts, now.getEpochSecond());
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Calls back once when there is a change after a log sequence number; at once if there is one already. The callback must be
     * quick and must not come back here on the same thread: it runs under the partition's lock.
     *
     * @return whether it waits; if not, it has been called
     */
    public boolean awaitChange(long lsn, Runnable changed) {
        lock.readLock().lock();
        try {
            if (lsn >= state.lsn()) {
                waiting.add(changed);
                return true;
            }
        } finally {
            lock.readLock().unlock();
        }
        changed.run();
        return false;
    }

    /** Forgets a callback; false if it has been called, or is just being called. */
    public boolean stopAwaiting(Runnable changed) {
        return waiting.remove(changed);
    }

    /**
     * Every change after a log sequence number with what was there before, oldest first; empty if some are no longer kept.
     *
     * @param most changes wanted
     */
    public Optional<List<ItemVersion>> versionsAfter(long lsn, int most) {
        lock.readLock().lock();
        try {
            return lsn >= state.lsn()
                    ? Optional.of(List.of())
                    : Optional.ofNullable(state.versions().after(lsn, most));
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Looks documents up by their value at a path; empty if the container's policy does not index it. The first lookup on a path
     * builds its index.
     */
    public Optional<List<IndexLookup.Entry>> find(IndexLookup lookup, Instant now) {
        for (int attempt = 0; attempt < BUILD_ATTEMPTS; attempt++) {
            lock.readLock().lock();
            try {
                PathIndex index = state.indexes().get(lookup.path());
                if (index != null && index.isReady()) {
                    return Optional.of(index.find(lookup, state.settings(), now.getEpochSecond()));
                }
                if (!state.settings().indexing().includes(lookup.path())) {
                    return Optional.empty();
                }
            } finally {
                lock.readLock().unlock();
            }
            build(lookup.path());
        }
        return Optional.empty();
    }

    /** Builds an index while writers go on: what they change meanwhile is made up for at the end. */
    private void build(IndexKey path) {
        synchronized (indexBuilding) {
            List<StoredDocument> documents = new ArrayList<>();
            PathIndex index;
            lock.writeLock().lock();
            try {
                if (state.indexes().get(path) != null) {
                    return;
                }
                index = state.indexes().add(path);
                state.byNumber().forEachAfter(0, documents::add);
            } finally {
                lock.writeLock().unlock();
            }
            index.load(documents);
            lock.writeLock().lock();
            try {
                index.finish();
            } finally {
                lock.writeLock().unlock();
            }
        }
    }

    /** The latest log sequence number that readers may see. */
    public long lsn() {
        return visibleLsn;
    }

    /** How many items there are, and how many bytes they have; expired ones count until they are swept. */
    public Size size() {
        lock.readLock().lock();
        try {
            return new Size(state.size(), state.bytes());
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Removes items that have expired, and answers whether there may be more. */
    public boolean sweep(Instant now) {
        lock.writeLock().lock();
        try {
            long seconds = Math.max(now.getEpochSecond(), state.lastTimestamp());
            List<StoredDocument> due = state.expired(now.getEpochSecond(), SWEEP_ITEMS);
            List<ItemChange> changes = new ArrayList<>(due.size());
            long lsn = state.lsn();
            for (StoredDocument document : due) {
                changes.add(new ItemChange.Removed(document.key(), ++lsn, seconds, true));
            }
            publish(changes);
            return due.size() == SWEEP_ITEMS;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Removes every item under a partition key, in one step. */
    public void deleteAll(PartitionKey key, Instant now) {
        lock.writeLock().lock();
        try {
            long seconds = Math.max(now.getEpochSecond(), state.lastTimestamp());
            List<ItemChange> changes = new ArrayList<>();
            long lsn = state.lsn();
            for (StoredDocument document : state.under(key)) {
                changes.add(new ItemChange.Removed(document.key(), ++lsn, seconds, false));
            }
            publish(changes);
        } finally {
            lock.writeLock().unlock();
        }
    }

    void replaceSettings(ContainerSettings settings) {
        lock.writeLock().lock();
        try {
            state.replaceSettings(settings);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Makes changes again that the log has told. */
    void replay(List<ItemChange> changes) {
        lock.writeLock().lock();
        try {
            changes.forEach(state::publish);
            visibleLsn = state.lsn();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Keeps writers out until {@link #unlockWriters}. */
    void lockWriters() {
        lock.readLock().lock();
    }

    void unlockWriters() {
        lock.readLock().unlock();
    }

    /** All items by log sequence number and where the counters stand; call with the writers locked out. */
    Capture capture() {
        List<StoredDocument> documents = new ArrayList<>(state.size());
        state.byLsn().forEachAfter(0, documents::add);
        return new Capture(documents, state.lsn(), state.lastNumber(), state.lastTimestamp());
    }

    void resume(Capture counters) {
        lock.writeLock().lock();
        try {
            state.resume(counters.lsn(), counters.number(), counters.timestamp());
            visibleLsn = state.lsn();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * Takes the lock, which a point operation holds for some microseconds: less than it takes to park and be woken, so it is worth
     * trying a few more times before that.
     */
    private static void acquire(Lock lock) {
        for (int attempt = 0; attempt < SPINS; attempt++) {
            if (lock.tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        lock.lock();
    }

    private void publish(List<ItemChange> changes) {
        if (!changes.isEmpty()) {
            log.append(new Change.ItemsChanged(state.address(), range.index(), changes));
            changes.forEach(state::publish);
            visibleLsn = state.lsn();
            tellWaiting();
        }
    }

    private void tellWaiting() {
        for (Runnable changed : waiting) {
            if (waiting.remove(changed)) {
                changed.run();
            }
        }
    }

    private static List<ItemResult> allFailedBut(List<ItemResult> soFar, int count) {
        ItemResult dependent = new ItemResult.Refused(Refusal.failedDependency());
        List<ItemResult> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(i == soFar.size() - 1 ? soFar.getLast() : dependent);
        }
        return results;
    }

    /** What came of work on a transaction, and the log sequence number it started from. */
    private record Outcome<R>(long seen, Transaction transaction, Supplier<R> result) {}

    /** What a partition holds. */
    public record Size(int items, long bytes) {}

    /** A partition's items and counters at one moment. */
    public record Capture(List<StoredDocument> documents, long lsn, long number, long timestamp) {}

    /** Which items of a partition somebody wants to see. */
    public sealed interface Scope {

        /** All of them. */
        record Everything() implements Scope {}

        /** Those of one partition key, or below the prefix of a hierarchical one. */
        record Under(PartitionKey prefix) implements Scope {}

        private List<StoredDocument> collect(PartitionState state, long now) {
            List<StoredDocument> found = new ArrayList<>();
            switch (this) {
                case Everything all -> state.byNumber().forEachAfter(0, found::add);
                case Under under -> {
                    found.addAll(state.under(under.prefix()));
                }
            }
            found.removeIf(document -> state.settings().isExpired(document, now));
            return found;
        }
    }
}
