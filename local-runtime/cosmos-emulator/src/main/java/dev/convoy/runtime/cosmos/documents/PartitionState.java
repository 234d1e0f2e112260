package dev.convoy.runtime.cosmos.documents;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The items of one partition and the orders they are read in. Not safe by itself: {@link Partition} holds the lock. */
final class PartitionState {

    private static final int EXPIRY_SLACK = 1024;

    private final ContainerAddress address;
    private final int index;
    private final int partitionCount;
    private final ItemTable items;
    private final OrderedSlots byNumber = new OrderedSlots();
    private final OrderedSlots byLsn = new OrderedSlots();
    private final PriorityQueue<Expiry> expiries = new PriorityQueue<>(Comparator.comparingLong(Expiry::at));
    private final PathIndexes indexes = new PathIndexes();
    private final VersionLog versions = new VersionLog();
    private final UniqueValues uniqueValues;
    private ContainerSettings settings;
    private long lsn;
    private long lastNumber;
    private long lastTimestamp;
    private long bytes;

    PartitionState(ContainerAddress address, int index, int partitionCount, ContainerSettings settings) {
        this.address = address;
        this.index = index;
        this.partitionCount = partitionCount;
        this.settings = settings;
        this.items = new ItemTable(settings.partitionKey());
        this.uniqueValues = new UniqueValues(settings.uniqueKeys());
    }

    /**
     * What a read finds: the item, 304, or 404. {@code If-Match} means nothing to a read (REST reference of documents: it goes with
     * changes); the SDK's lease updater sends it all the same when it looks who changed a lease.
     */
    static ItemResult answerRead(ItemOperation.Read read, @Nullable StoredDocument current) {
        if (current == null) {
            return new ItemResult.Refused(Refusal.itemNotFound(read.key()));
        }
        return current.hasEtag(read.when().ifNoneMatch())
                ? new ItemResult.NotModified(current)
                : new ItemResult.Found(current);
    }

    ContainerAddress address() {
        return address;
    }

    ContainerSettings settings() {
        return settings;
    }

    long lsn() {
        return lsn;
    }

    long lastNumber() {
        return lastNumber;
    }

    long lastTimestamp() {
        return lastTimestamp;
    }

    int size() {
        return items.size();
    }

    long bytes() {
        return bytes;
    }

    PathIndexes indexes() {
        return indexes;
    }

    VersionLog versions() {
        return versions;
    }

    UniqueValues uniqueValues() {
        return uniqueValues;
    }

    OrderedSlots byNumber() {
        return byNumber;
    }

    OrderedSlots byLsn() {
        return byLsn;
    }

    /** The next item number: unique in the container, for each partition counts in its own residue class. */
    long numberAfter(long number) {
        return number == 0 ? partitionCount + index : number + partitionCount;
    }

    @Nullable
    StoredDocument get(ItemKey key) {
        return items.get(key);
    }

    /** The items under a partition key or the prefix of one, in the order of their numbers. */
    List<StoredDocument> under(PartitionKey prefix) {
        return items.under(prefix);
    }

    /** Makes a change that has been logged. */
    void publish(ItemChange change) {
        lsn = change.lsn();
        switch (change) {
            case ItemChange.Put put -> put(put);
            case ItemChange.Removed removed -> {
                lastTimestamp = Math.max(lastTimestamp, removed.timestamp());
                StoredDocument previous = items.remove(removed.key());
                versions.add(removed, previous);
                forget(previous);
            }
        }
    }

    /** Continues counting where a snapshot left off. */
    void resume(long lsnThen, long numberThen, long timestampThen) {
        byNumber.sort();
        items.sort();
        versions.startAfter(lsnThen);
        lsn = Math.max(lsn, lsnThen);
        lastNumber = Math.max(lastNumber, numberThen);
        lastTimestamp = Math.max(lastTimestamp, timestampThen);
    }

    void replaceSettings(ContainerSettings next) {
        settings = next;
        indexes.clear();
        rebuildExpiries();
    }

    /** The items that are due to go, at most so many. */
    List<StoredDocument> expired(long now, int most) {
        List<StoredDocument> due = new ArrayList<>();
        while (!expiries.isEmpty() && expiries.peek().at() <= now && due.size() < most) {
            Expiry expiry = expiries.remove();
            StoredDocument current = items.get(expiry.key());
            if (current != null && current.lsn() == expiry.lsn()) {
                due.add(current);
            }
        }
        return due;
    }

    private void put(ItemChange.Put change) {
        StoredDocument document = items.shared(change.document());
        StoredDocument previous = items.put(document);
        indexes.change(previous, document);
        versions.add(change, previous);
        bytes += document.json().length();
        lastTimestamp = Math.max(lastTimestamp, document.timestamp());
        if (previous == null) {
            lastNumber = Math.max(lastNumber, document.number());
            byNumber.append(document.number(), document);
        } else {
            byNumber.replace(document.number(), document);
            byLsn.remove(previous.lsn());
            bytes -= previous.json().length();
            releaseUnique(previous);
        }
        byLsn.append(document.lsn(), document);
        if (!uniqueValues.isUnused()) {
            uniqueValues.claim(document.key(), Json.object(document.json().array()));
        }
        watchExpiry(document);
    }

    private void forget(@Nullable StoredDocument document) {
        if (document != null) {
            indexes.change(document, null);
            byNumber.remove(document.number());
            byLsn.remove(document.lsn());
            bytes -= document.json().length();
            releaseUnique(document);
        }
    }

    private void releaseUnique(StoredDocument document) {
        if (!uniqueValues.isUnused()) {
            uniqueValues.release(document.key(), Json.object(document.json().array()));
        }
    }

    private void watchExpiry(StoredDocument document) {
        long at = settings.expiryOf(document);
        if (at != ContainerSettings.NEVER) {
            expiries.add(new Expiry(at, document.key(), document.lsn()));
            if (expiries.size() > 2 * items.size() + EXPIRY_SLACK) {
                rebuildExpiries();
            }
        }
    }

    private void rebuildExpiries() {
        expiries.clear();
        items.forEach(document -> {
            long at = settings.expiryOf(document);
            if (at != ContainerSettings.NEVER) {
                expiries.add(new Expiry(at, document.key(), document.lsn()));
            }
        });
    }

    private record Expiry(long at, ItemKey key, long lsn) {}
}
