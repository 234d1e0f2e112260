package dev.convoy.functions.bigresult.state;

import dev.convoy.functions.platform.OutageException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether one more transaction may be active. The number is counted at most once a second and what this process admits in between is added, so with n
 * processes the limit may be exceeded by what the others admit within that second. Guarded by this object's lock.
 */
public final class Admission {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final TransactionBook book;
    private final long limit;
    private final Clock clock;
    private Instant countedAt = Instant.EPOCH;
    private long active;

    public Admission(TransactionBook book, long limit, Clock clock) {
        this.book = book;
        this.limit = limit;
        this.clock = clock;
    }

    /** Takes a place, or says that there is none. */
    public synchronized boolean admit() {
        Instant now = clock.instant();
        if (active >= limit || countedAt.plus(FRESH).isBefore(now)) {
            active = book.countActive(limit);
            countedAt = now;
        }
        if (active >= limit) {
            return false;
        }
        active++;
        return true;
    }

    /** No place for a transaction that a message wants to open: let the message come again. */
    public static final class FullException extends OutageException {

        private static final long serialVersionUID = 1L;

        public FullException(String transactionId) {
            super("too many results are active to open " + transactionId);
        }
    }
}
