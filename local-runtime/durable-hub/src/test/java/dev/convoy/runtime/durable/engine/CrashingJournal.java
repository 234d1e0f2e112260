package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.kit.journal.Journal;
import dev.convoy.runtime.kit.journal.JournalException;
import java.util.ArrayList;
import java.util.List;

/** A journal in memory that dies after a given number of records, keeping what it had taken. Reopened, it lives on. */
final class CrashingJournal implements Journal {

    private List<byte[]> snapshot = new ArrayList<>();
    private List<byte[]> records = new ArrayList<>();
    private long appended;
    private long crashAfter = Long.MAX_VALUE;
    private boolean dead;

    void crashAfter(long totalRecords) {
        crashAfter = totalRecords;
    }

    /** As a new process finds it. */
    CrashingJournal reopened() {
        CrashingJournal next = new CrashingJournal();
        next.snapshot = new ArrayList<>(snapshot);
        next.records = new ArrayList<>(records);
        next.appended = appended;
        return next;
    }

    long appended() {
        return appended;
    }

    boolean isDead() {
        return dead;
    }

    @Override
    public Recovery replay(RecordReader reader) {
        snapshot.forEach(reader::read);
        records.forEach(reader::read);
        return new Recovery(snapshot.size() + records.size(), 0);
    }

    @Override
    public void append(byte[] record) {
        if (dead || appended >= crashAfter) {
            dead = true;
            throw new JournalException("crashed on purpose");
        }
        records.add(record);
        appended++;
    }

    @Override
    public void appendAll(List<byte[]> all) {
        all.forEach(this::append);
    }

    @Override
    public Snapshot beginSnapshot() {
        List<byte[]> before = new ArrayList<>(records);
        List<byte[]> images = new ArrayList<>();
        return new Snapshot() {
            @Override
            public void write(byte[] record) {
                images.add(record);
            }

            @Override
            public void commit() {
                snapshot = images;
                records = new ArrayList<>(records.subList(before.size(), records.size()));
            }

            @Override
            public void close() {
                // not committed, it never was
            }
        };
    }

    @Override
    public long bytesSinceSnapshot() {
        return records.stream().mapToLong(record -> record.length).sum();
    }

    @Override
    public void close() {
        dead = true;
    }
}
