package dev.convoy.orchestrations.events;

import java.time.Duration;

/**
 * How long a message that met an outage is held before it is given back. The trigger abandons at once and Service Bus delivers again
 * at once, so that an outage of a second would use up every delivery; held back, ten deliveries last for some minutes. Service Bus
 * remains the one that retries. Stateless.
 */
final class Pacing {

    private static final Duration FIRST = Duration.ofMillis(500);
    /** Below the lock duration, although the host renews locks. */
    private static final Duration LONGEST = Duration.ofSeconds(40);

    private static final int MOST_DOUBLINGS = 10;

    private Pacing() {}

    /** @param deliveryCount 1 for the first delivery; less counts as that */
    static Duration after(int deliveryCount) {
        int doublings = Math.clamp(deliveryCount - 1L, 0, MOST_DOUBLINGS);
        Duration doubled = FIRST.multipliedBy(1L << doublings);
        return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }
}
