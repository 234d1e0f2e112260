package dev.convoy.contracts.bigresult;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a transaction may take, where its producer does not want the settings' defaults.
 *
 * @param awaitWithin from opening to the last chunk; at most {@link #LONGEST_AWAIT}
 * @param completeWithin from the last chunk to the notification
 * @param retention how long the result stays after its end
 */
public record TimeLimits(
        @Nullable Duration awaitWithin,
        @Nullable Duration completeWithin,
        @Nullable Duration retention) {

    /** Blob Storage forgets blocks that are not committed within a week. */
    public static final Duration LONGEST_AWAIT = Duration.ofDays(6);

    public static final Duration LONGEST_COMPLETION = Duration.ofDays(1);
    public static final Duration LONGEST_RETENTION = Duration.ofDays(365);
    /** The settings' defaults throughout. */
    public static final TimeLimits USUAL = new TimeLimits(null, null, null);

    public TimeLimits {
        check("awaitWithin", awaitWithin, LONGEST_AWAIT);
        check("completeWithin", completeWithin, LONGEST_COMPLETION);
        check("retention", retention, LONGEST_RETENTION);
    }

    private static void check(String name, @Nullable Duration value, Duration longest) {
        if (value != null && (value.isNegative() || value.isZero() || value.compareTo(longest) > 0)) {
            throw new IllegalArgumentException(name + " must be more than nothing and at most " + longest);
        }
    }
}
