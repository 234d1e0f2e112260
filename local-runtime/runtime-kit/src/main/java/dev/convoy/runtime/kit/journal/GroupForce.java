package dev.convoy.runtime.kit.journal;

import java.util.function.LongSupplier;

/** Lets one of several waiting appends force the disk for all of them. Guarded by its own lock. */
final class GroupForce {

    private long forced;
    private boolean forcing;

    /** Returns once everything up to the mark is forced; {@code force} answers the mark it reached. */
    void await(long mark, LongSupplier force) {
        while (!claim(mark)) {
            if (isForced(mark)) {
                return;
            }
        }
        long reached = -1;
        try {
            reached = force.getAsLong();
        } finally {
            release(reached);
        }
    }

    private synchronized boolean isForced(long mark) {
        return forced >= mark;
    }

    private synchronized boolean claim(long mark) {
        boolean interrupted = false;
        while (forcing && forced < mark) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true; // an append is not abandoned half way; the flag is restored below
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (forced >= mark) {
            return false;
        }
        forcing = true;
        return true;
    }

    private synchronized void release(long reached) {
        forcing = false;
        forced = Math.max(forced, reached);
        notifyAll();
    }
}
