package dev.convoy.runtime.providers;

import java.time.Duration;

/**
 * How a service behaves from now on.
 *
 * @param latency added before each answer
 * @param failure what happens instead of an answer
 */
public record Conduct(Duration latency, Failure failure) {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** As fast as it can, and right. */
    public static final Conduct NORMAL = new Conduct(Duration.ZERO, Failure.NONE);

    public Conduct {
        if (latency.isNegative() || latency.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("latency must be from PT0S to " + LONGEST);
        }
    }

    /** Ways to fail. */
    public enum Failure {
        /** None. */
        NONE,
        /** Answers that it is broken: HTTP 500, DNS SERVFAIL, SOCKS general failure. */
        ERROR,
        /** Answers that one asks too often: HTTP 429, DNS REFUSED, SOCKS not allowed. */
        THROTTLE,
        /** Answers something that is not what it should be. */
        NONSENSE,
        /** Does not answer and drops the connection. */
        DROP
    }
}
