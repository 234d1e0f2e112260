package dev.convoy.contracts.topology;

import java.time.Duration;
import java.util.List;

/**
 * A subscription of a topic.
 *
 * @param types full message type names it receives, one correlation rule on the property {@code type} each; empty for all
 */
public record SubscriptionSpec(String name, Duration lockDuration, int maxDeliveryCount, List<String> types) {

    public SubscriptionSpec {
        types = List.copyOf(types);
    }
}
