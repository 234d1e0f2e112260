package dev.convoy.runtime.cosmos.script;

import com.sun.management.ThreadMXBean;
import dev.convoy.runtime.cosmos.documents.Refusal;
import java.lang.management.ManagementFactory;

/**
 * What a request's scripts may use up: interpreted instructions and allocated bytes, over all of its attempts. It counts instructions,
 * not seconds, so a script ends at the same point on every machine. Confined to the thread of the request.
 */
final class Budget {

    /** Two or three seconds of the interpreter; the service gives a script five. */
    static final long DEFAULT_INSTRUCTIONS = 60_000_000;

    private static final long MAX_ALLOCATED_BYTES = 1L << 30;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long most;
    private final long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
    private long instructions;

    Budget(long most) {
        this.most = most;
    }

    /**
     * Takes some instructions off.
     *
     * @throws Exhausted if there are none left, or too much memory has been allocated
     */
    void spend(long count) {
        instructions += count;
        if (instructions > most || allocated() > MAX_ALLOCATED_BYTES) {
            throw new Exhausted();
        }
    }

    /** Whether so little is left that a script should come to its end. */
    boolean isNearlySpent() {
        return instructions > most / 5 * 4 || allocated() > MAX_ALLOCATED_BYTES / 5 * 4;
    }

    /** Instructions so far. */
    long instructions() {
        return instructions;
    }

    private long allocated() {
        return THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
    }

    /** An error, because the interpreter lets no script catch one. */
    static final class Exhausted extends Error {

        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("The script exceeded what one request may use", null, false, false);
        }

        /** 408, as the service answers a script that took too long. */
        static Refusal refusal() {
            return new Refusal(
                    408,
                    0,
                    "The script was ended: it used more instructions or memory than one request may use in this emulator.");
        }
    }
}
