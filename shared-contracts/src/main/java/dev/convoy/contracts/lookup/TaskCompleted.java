package dev.convoy.contracts.lookup;

import dev.convoy.contracts.id.LookupId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One service's part of a lookup is done, one way or the other. Under 1 KB: the result stays where its location says.
 *
 * @param result null unless found
 * @param failure short reason, null unless failed
 * @param elapsedMillis how long the worker took
 * @param cached whether the answer was known already
 */
public record TaskCompleted(
        LookupId lookupId,
        ServiceName service,
        TaskOutcome outcome,
        @Nullable ResultLocation result,
        @Nullable String failure,
        long elapsedMillis,
        boolean cached,
        Instant completedAt) {

    private static final int LONGEST_FAILURE = 200;

    public TaskCompleted {
        if ((result != null) != (outcome == TaskOutcome.found)) {
            throw new IllegalArgumentException("result belongs to outcome found and to no other");
        }
        if (failure != null && failure.length() > LONGEST_FAILURE) {
            failure = failure.substring(0, LONGEST_FAILURE);
        }
    }
}
