package dev.convoy.functions.platform.http;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/** The query parameter {@code wait}: how long a caller wants to wait for a change, up to a minute. Stateless. */
public final class WaitParameter {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private WaitParameter() {}

    /** @throws IllegalArgumentException saying what it must be */
    public static Duration read(String text) {
        Duration wait;
        try {
            wait = Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be a duration such as PT20S", e);
        }
        if (wait.isNegative() || wait.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("must be from PT0S to " + LONGEST);
        }
        return wait;
    }
}
