package dev.convoy.contracts.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.json.MalformedJsonException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When a message that met an outage comes back: exponentially later, with jitter, and not for ever.
 *
 * @param first delay after the first attempt, before jitter
 * @param longest bound of the delay, before jitter
 * @param attempts how often the message is tried before it is given up
 */
public record Redelivery(Duration first, Duration longest, int attempts) {

    /** Half a second up to a minute: eight attempts over about two minutes. */
    public static final Redelivery DEFAULT = new Redelivery(Duration.ofMillis(500), Duration.ofMinutes(1), 8);

    /** For what must not be given up while an outage lasts: sixty attempts over about three quarters of an hour. */
    public static final Redelivery PATIENT = new Redelivery(Duration.ofMillis(500), Duration.ofMinutes(1), 60);

    private static final int MOST_DOUBLINGS = 20;

    public Redelivery {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("first must be more than nothing and at most " + longest);
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1");
        }
    }

    /** Whether that was the last attempt. */
    public boolean isExhaustedAfter(int attempt) {
        return attempt >= attempts;
    }

    /** Between half and all of the exponential delay. */
    public Duration after(int attempt, RandomGenerator random) {
        long exponential = first.toMillis() << Math.min(attempt - 1, MOST_DOUBLINGS);
        long bounded = Math.min(exponential, longest.toMillis());
        return Duration.ofMillis(bounded / 2 + random.nextLong(bounded / 2 + 1));
    }

    /**
     * Which attempt a delivery is, by its application properties as JSON; 1 for a message that is no delayed copy of ours, whatever a
     * stranger wrote there.
     */
    public static int attemptOf(@Nullable String applicationProperties) {
        if (applicationProperties == null || applicationProperties.isBlank()) {
            return 1;
        }
        try {
            JsonNode attempt = Json.read(applicationProperties, JsonNode.class).path(MessageProperties.ATTEMPT);
            return Math.max(1, attempt.asInt(1));
        } catch (MalformedJsonException e) {
            return 1;
        }
    }
}
