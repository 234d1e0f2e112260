package dev.convoy.runtime.cosmos.store;

import dev.convoy.runtime.cosmos.documents.Account;
import dev.convoy.runtime.cosmos.documents.AccountCapture;
import dev.convoy.runtime.cosmos.documents.Change;
import dev.convoy.runtime.cosmos.documents.ChangeLog;
import dev.convoy.runtime.cosmos.documents.ItemChange;
import dev.convoy.runtime.cosmos.documents.Partition;
import dev.convoy.runtime.cosmos.documents.StoredDocument;
import dev.convoy.runtime.kit.journal.Journal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account's journal: replayed at start, appended to by every change, shortened by snapshots while writers go on. Appends come
 * from many threads under the locks of what they change; one snapshot runs at a time, guarded by this object's lock.
 */
public final class AccountStore implements ChangeLog, AutoCloseable {

    private static final int ITEMS_PER_RECORD = 256;

    private final Journal journal;

    public AccountStore(Journal journal) {
        this.journal = journal;
    }

    /** Rebuilds the account from the journal. Once, before its first change. */
    public Journal.Recovery replayInto(Account account) {
        return journal.replay(record -> {
            switch (ChangeCodec.decode(record)) {
                case ChangeCodec.Changed changed -> account.replay(changed.change());
                case ChangeCodec.Counters c ->
                    account.resume(
                            c.address(),
                            c.partition(),
                            new Partition.Capture(List.of(), c.lsn(), c.number(), c.timestamp()));
            }
        });
    }

    @Override
    public void append(Change change) {
        journal.stage(ChangeCodec.encode(change));
    }

    @Override
    public void flush() {
        journal.flush();
    }

    /** Bytes a replay would read beyond the last snapshot. */
    public long bytesSinceSnapshot() {
        return journal.bytesSinceSnapshot();
    }

    /** Writes what the account holds as the start of the next replay. Writers wait only while the moment is fixed. */
    public synchronized void compact(Account account) {
        journal.force();
        Opened opened = new Opened();
        AccountCapture capture = account.capture(() -> opened.snapshot = journal.beginSnapshot());
        Journal.Snapshot begun = opened.snapshot;
        if (begun == null) {
            throw new IllegalStateException("a capture marks the log");
        }
        try (Journal.Snapshot snapshot = begun) {
            capture.structure().forEach(change -> snapshot.write(ChangeCodec.encode(change)));
            capture.partitions().forEach(partition -> write(snapshot, partition));
            snapshot.commit();
        }
    }

    /** What was appended and promised to nobody yet is kept too. */
    @Override
    public void close() {
        try (Journal closing = journal) {
            closing.flush();
        }
    }

    private static void write(Journal.Snapshot snapshot, AccountCapture.PartitionItems partition) {
        List<ItemChange> group = new ArrayList<>(ITEMS_PER_RECORD);
        List<StoredDocument> documents = partition.capture().documents();
        for (StoredDocument document : documents) {
            group.add(new ItemChange.Put(document));
            if (group.size() == ITEMS_PER_RECORD) {
                write(snapshot, partition, group);
                group.clear();
            }
        }
        if (!group.isEmpty()) {
            write(snapshot, partition, group);
        }
        Partition.Capture at = partition.capture();
        snapshot.write(ChangeCodec.encode(new ChangeCodec.Counters(
                partition.address(), partition.partition(), at.lsn(), at.number(), at.timestamp())));
    }

    private static void write(
            Journal.Snapshot snapshot, AccountCapture.PartitionItems partition, List<ItemChange> group) {
        snapshot.write(ChangeCodec.encode(new Change.ItemsChanged(partition.address(), partition.partition(), group)));
    }

    private static final class Opened {
        private Journal.@Nullable Snapshot snapshot;
    }
}
