package dev.convoy.runtime.servicebus.store;

import dev.convoy.runtime.kit.journal.Journal;
import dev.convoy.runtime.kit.journal.JournalException;
import dev.convoy.runtime.servicebus.broker.Broker;
import dev.convoy.runtime.servicebus.broker.Change;
import dev.convoy.runtime.servicebus.broker.StateDump;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shortens the journal while the broker runs: writes the state to a snapshot in small steps between other work. Steps run on the
 * broker's thread; only the first and the last, which wait for the disk, have a thread of their own.
 *
 * <pre>
 * log too long ──► forcing the log ──► snapshot begun ──► steps ──► committing ──► idle
 * </pre>
 */
public final class Compaction implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);
    private static final int CHANGES_PER_STEP = 500;

    private final JournalStore store;
    private final Broker broker;
    private Journal.@Nullable Snapshot snapshot;
    private @Nullable StateDump dump;
    private @Nullable Thread waiting;
    private boolean forced;

    public Compaction(JournalStore store, Broker broker) {
        this.store = store;
        this.broker = broker;
    }

    /** Whether a step should be made soon. */
    public boolean isWanted() {
        return snapshot != null || (!isWaiting() && store.isLongFor(broker));
    }

    /** Makes one step; the first only forces the log, so that the second, which opens the snapshot, need not wait for that. */
    public void step() {
        if (snapshot == null && !forced) {
            forced = true;
            waiting = onItsOwnThread(store::force, "The journal could not be forced; it goes on growing");
            return;
        }
        forced = false;
        try {
            Journal.Snapshot open = snapshot;
            StateDump from = dump;
            if (open == null || from == null) {
                snapshot = store.beginSnapshot();
                dump = broker.dump();
                return;
            }
            List<Change> changes = from.next(CHANGES_PER_STEP);
            if (changes.isEmpty()) {
                snapshot = null;
                dump = null;
                commit(open);
            } else {
                store.write(open, changes);
            }
        } catch (JournalException e) {
            LOG.atError().setCause(e).log("The journal could not be compacted; it goes on growing");
            close();
        }
    }

    /** Gives up a snapshot under way; waits for one that is nearly there. */
    @Override
    public void close() {
        Journal.Snapshot open = snapshot;
        snapshot = null;
        dump = null;
        if (open != null) {
            open.close();
        }
        awaitDisk();
    }

    /** Returns when no step waits for the disk any more. */
    public void awaitDisk() {
        Thread thread = waiting;
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isWaiting() {
        Thread thread = waiting;
        return thread != null && thread.isAlive();
    }

    private void commit(Journal.Snapshot whole) {
        waiting = onItsOwnThread(
                () -> {
                    whole.commit();
                    LOG.atInfo().log("The journal is compacted");
                },
                "A snapshot could not be completed; the journal goes on growing");
    }

    private static Thread onItsOwnThread(Runnable work, String failure) {
        return Thread.ofPlatform().daemon().name("servicebus-compaction").start(() -> {
            try {
                work.run();
            } catch (JournalException e) {
                LOG.atError().setCause(e).log(failure);
            }
        });
    }
}
