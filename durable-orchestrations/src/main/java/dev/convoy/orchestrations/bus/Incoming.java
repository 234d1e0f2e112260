package dev.convoy.orchestrations.bus;

import dev.convoy.contracts.delivery.Redelivery;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as the trigger hands it over.
 *
 * @param origin the queue or subscription that it comes from
 * @param messageId as the bus knows it
 * @param attempt 1 for the first, counted in our own delayed copies
 */
public record Incoming(String origin, String messageId, String body, int attempt) {

    /** From trigger metadata; texts arrive with or without JSON quotes. */
    public static Incoming of(String origin, String body, String messageId, @Nullable String applicationProperties) {
        return new Incoming(origin, messageId.replace("\"", ""), body, Redelivery.attemptOf(applicationProperties));
    }

    @Override
    public String toString() {
        return "Incoming[origin=" + origin + ", messageId=" + messageId + ", attempt=" + attempt + "]";
    }
}
