package dev.convoy.contracts.topology;

import java.time.Duration;
import java.util.List;

/** A topic with duplicate detection over the given window, and its subscriptions. */
public record TopicSpec(String name, Duration duplicateDetectionWindow, List<SubscriptionSpec> subscriptions) {

    public TopicSpec {
        subscriptions = List.copyOf(subscriptions);
    }
}
