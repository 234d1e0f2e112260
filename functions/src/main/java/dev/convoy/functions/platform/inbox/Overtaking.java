package dev.convoy.functions.platform.inbox;

import dev.convoy.functions.platform.OutageException;
import java.util.function.Supplier;

/** Deciding again when another writer was faster; a bounded number of times, then it counts as an outage. Stateless. */
public final class Overtaking {

    private static final int ROUNDS = 10;

    private Overtaking() {}

    /**
     * Repeats the step while it is overtaken.
     *
     * @param step reads, decides, commits
     * @throws ContendedException if others are always faster; safe to retry later
     */
    public static void retry(String subject, Supplier<Effect.Outcome> step) {
        for (int round = 0; round < ROUNDS; round++) {
            boolean isDone =
                    switch (step.get()) {
                        case DONE, DONE_BEFORE -> true;
                        case OVERTAKEN -> false;
                    };
            if (isDone) {
                return;
            }
        }
        throw new ContendedException(subject);
    }

    /** Too many writers at once on the same documents. */
    public static final class ContendedException extends OutageException {

        private static final long serialVersionUID = 1L;

        public ContendedException(String subject) {
            super(subject + " was changed by others " + ROUNDS + " times in a row");
        }
    }
}
