package dev.convoy.contracts.topology;

import java.time.Duration;
import java.util.List;

/**
 * A subscription of a topic.
 *
 * @param subjects short names of the message types it receives, in whatever version, one correlation rule each; empty for all
 */
public record SubscriptionSpec(String name, Duration lockDuration, int maxDeliveryCount, List<String> subjects) {

    public SubscriptionSpec {
        subjects = List.copyOf(subjects);
    }
}
