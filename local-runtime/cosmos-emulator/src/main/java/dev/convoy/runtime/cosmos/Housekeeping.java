package dev.convoy.runtime.cosmos;

import dev.convoy.runtime.cosmos.documents.Account;
import dev.convoy.runtime.cosmos.documents.Database;
import dev.convoy.runtime.cosmos.documents.Partition;
import dev.convoy.runtime.cosmos.store.AccountStore;
import dev.convoy.runtime.kit.time.Timers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the emulator does by itself: removes expired items, and shortens the journal when it has grown. On a thread of its own; when it is
 * due is guarded by this object's lock. However many periods pass while it is at work, it looks once more and not once for each: a test
 * that lets a year pass in one step does not wait for 31 million looks.
 */
final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final long COMPACT_AFTER_BYTES = 64L << 20;

    private final Account account;
    private final AccountStore store;
    private final Timers timers;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "cosmos-housekeeping");
        made.setDaemon(true);
        return made;
    });
    private volatile boolean closed;
    private boolean busy;
    private boolean missed;
    private long compactAt = COMPACT_AFTER_BYTES;

    private Housekeeping(Account account, AccountStore store, Timers timers) {
        this.account = account;
        this.store = store;
        this.timers = timers;
    }

    static Housekeeping start(Account account, AccountStore store, Timers timers) {
        Housekeeping housekeeping = new Housekeeping(account, store, timers);
        housekeeping.scheduleNext();
        return housekeeping;
    }

    @Override
    public void close() {
        closed = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.atWarn().log("Housekeeping did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void scheduleNext() {
        Instant next = timers.clock().instant().plus(CosmosEmulator.SWEEP_PERIOD);
        timers.schedule(next, this::wake);
    }

    private synchronized void wake() {
        if (busy) {
            missed = true;
        } else if (!closed) {
            busy = true;
            begin();
        }
    }

    private void begin() {
        try {
            thread.execute(this::rounds);
            scheduleNext();
        } catch (RejectedExecutionException closing) {
            busy = false;
        }
    }

    private void rounds() {
        do {
            round();
        } while (isDueAgain());
    }

    private synchronized boolean isDueAgain() {
        boolean again = missed && !closed;
        missed = false;
        busy = again;
        if (again) {
            scheduleNext();
        }
        return again;
    }

    private void round() {
        try {
            sweep();
            if (store.bytesSinceSnapshot() > Math.max(compactAt, bytesHeld())) {
                store.compact(account);
                compactAt = COMPACT_AFTER_BYTES;
            }
        } catch (RuntimeException failed) {
            LOG.atError().setCause(failed).log("Housekeeping failed; it is tried again later");
            compactAt = store.bytesSinceSnapshot() + COMPACT_AFTER_BYTES;
        }
    }

    private void sweep() {
        for (Partition partition : partitions()) {
            while (!closed && partition.sweep(timers.clock().instant())) {
                Thread.onSpinWait();
            }
        }
    }

    /** A snapshot is worth its writing once the journal has grown by as much as the snapshot would have. */
    private long bytesHeld() {
        return partitions().stream()
                .mapToLong(partition -> partition.size().bytes())
                .sum();
    }

    private List<Partition> partitions() {
        List<Partition> partitions = new ArrayList<>();
        for (Database database : account.databases()) {
            database.containers().forEach(container -> partitions.addAll(container.partitions()));
        }
        return partitions;
    }
}
