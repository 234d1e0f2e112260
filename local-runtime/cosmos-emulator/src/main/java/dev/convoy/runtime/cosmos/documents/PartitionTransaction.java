package dev.convoy.runtime.cosmos.documents;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

/**
 * The view that work of several steps has of a partition: it sees its own changes, nobody else does before they are published.
 * Confined to the work it was made for; each step takes the partition's read lock.
 */
public final class PartitionTransaction {

    private final Transaction transaction;
    private final PartitionState state;
    private final Lock lock;

    PartitionTransaction(Transaction transaction, PartitionState state, Lock lock) {
        this.transaction = transaction;
        this.state = state;
        this.lock = lock;
    }

    public ContainerAddress address() {
        return state.address();
    }

    public ContainerSettings settings() {
        return state.settings();
    }

    /** Does one operation; a refused one leaves no trace. */
    public ItemResult apply(ItemOperation operation) {
        lock.lock();
        try {
            return transaction.apply(operation);
        } finally {
            lock.unlock();
        }
    }

    /** The live item of a number. */
    public Optional<StoredDocument> numbered(long number) {
        lock.lock();
        try {
            return Optional.ofNullable(transaction.numbered(number));
        } finally {
            lock.unlock();
        }
    }

    /** The live items under a key, in the order of their numbers. */
    public List<StoredDocument> under(PartitionKey key) {
        lock.lock();
        try {
            return transaction.under(key);
        } finally {
            lock.unlock();
        }
    }

    /** How many changes it has made. */
    public int changes() {
        return transaction.changes().size();
    }

    /** How many bytes the changed documents have. */
    public long bytes() {
        return transaction.bytes();
    }
}
