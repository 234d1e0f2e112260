package dev.convoy.runtime.kit.fault;

import java.time.Duration;
import java.util.Locale;

/**
 * A fault, what it happens to, and how often.
 *
 * @param target an entity's name, or a prefix of names with {@code *} at its end; without regard to case
 * @param probability from 0 to 1, of each opportunity
 * @param delay how late, for {@link Fault#DELAY}
 * @param limit at most so many times for each target; 0 for no limit
 */
public record FaultRule(Fault fault, String target, double probability, Duration delay, int limit) {

    public FaultRule {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be from 0 to 1, not " + probability);
        }
        if (delay.isNegative() || delay.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("delay must be from 0 to ten minutes, not " + delay);
        }
        if (limit < 0) {
            throw new IllegalArgumentException("limit must not be negative: " + limit);
        }
    }

    /** A fault without limit; a delay is 100 ms. */
    public static FaultRule of(Fault fault, String target, double probability) {
        return new FaultRule(fault, target, probability, Duration.ofMillis(100), 0);
    }

    /** The same, at most so many times for each target. */
    public FaultRule atMost(int times) {
        return new FaultRule(fault, target, probability, delay, times);
    }

    /** The same with another delay. */
    public FaultRule delayedBy(Duration value) {
        return new FaultRule(fault, target, probability, value, limit);
    }

    boolean appliesTo(String name) {
        String wanted = target.toLowerCase(Locale.ROOT);
        String actual = name.toLowerCase(Locale.ROOT);
        return wanted.endsWith("*")
                ? actual.startsWith(wanted.substring(0, wanted.length() - 1))
                : actual.equals(wanted);
    }
}
