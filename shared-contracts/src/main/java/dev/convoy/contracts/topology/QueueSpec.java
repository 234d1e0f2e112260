package dev.convoy.contracts.topology;

import java.time.Duration;

/** A queue and the settings that matter. */
public record QueueSpec(String name, Duration lockDuration, int maxDeliveryCount) {}
