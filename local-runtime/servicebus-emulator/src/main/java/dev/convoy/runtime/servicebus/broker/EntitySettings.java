package dev.convoy.runtime.servicebus.broker;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a queue, topic or subscription behaves. Immutable; change it by {@link #toBuilder}. A topic uses time to live, duplicate
 * detection and status only.
 *
 * @param lockDuration how long a message or session stays locked to its receiver
 * @param maxDeliveryCount after so many deliveries a message goes to the dead-letter queue
 * @param defaultTimeToLive for messages that ask for none or for longer; empty: unbounded
 * @param duplicateDetectionWindow how long message ids are remembered; empty: not at all
 * @param forwardTo entity that gets every message instead
 * @param forwardDeadLetteredTo entity that gets dead letters instead of the dead-letter queue
 * @param description properties that the broker keeps for administration clients and does not act on
 */
public record EntitySettings(
        Duration lockDuration,
        int maxDeliveryCount,
        Optional<Duration> defaultTimeToLive,
        Optional<Duration> duplicateDetectionWindow,
        boolean requiresSession,
        boolean deadLetterOnExpiration,
        boolean deadLetterOnFilterErrors,
        Optional<String> forwardTo,
        Optional<String> forwardDeadLetteredTo,
        Status status,
        Map<String, String> description) {

    /** Whether an entity takes and gives messages. */
    public enum Status {
        ACTIVE,
        DISABLED,
        SEND_DISABLED,
        RECEIVE_DISABLED;

        boolean maySend() {
            return this == ACTIVE || this == RECEIVE_DISABLED;
        }

        boolean mayReceive() {
            return this == ACTIVE || this == SEND_DISABLED;
        }
    }

    public EntitySettings {
        if (lockDuration.isNegative() || lockDuration.isZero()) {
            throw new IllegalArgumentException("LockDuration must be positive, not " + lockDuration);
        }
        if (maxDeliveryCount < 1) {
            throw new IllegalArgumentException("MaxDeliveryCount must be at least 1, not " + maxDeliveryCount);
        }
        requirePositive("DefaultMessageTimeToLive", defaultTimeToLive);
        requirePositive("DuplicateDetectionHistoryTimeWindow", duplicateDetectionWindow);
        description = Map.copyOf(description);
    }

    /** Lock of one minute, ten deliveries, no expiry: the service's own defaults. */
    public static EntitySettings defaults() {
        return new EntitySettings(
                Duration.ofMinutes(1),
                10,
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                true,
                Optional.empty(),
                Optional.empty(),
                Status.ACTIVE,
                Map.of());
    }

    public Builder toBuilder() {
        return new Builder(this);
    }

    private static void requirePositive(String name, Optional<Duration> duration) {
        if (duration.isPresent()
                && (duration.get().isNegative() || duration.get().isZero())) {
            throw new IllegalArgumentException(name + " must be positive, not " + duration.get());
        }
    }

    /** Settings being put together. Confined to one thread. */
    public static final class Builder {
        private Duration lockDuration;
        private int maxDeliveryCount;
        private @Nullable Duration defaultTimeToLive;
        private @Nullable Duration duplicateDetectionWindow;
        private boolean requiresSession;
        private boolean deadLetterOnExpiration;
        private boolean deadLetterOnFilterErrors;
        private @Nullable String forwardTo;
        private @Nullable String forwardDeadLetteredTo;
        private Status status;
        private Map<String, String> description;

        private Builder(EntitySettings from) {
            lockDuration = from.lockDuration;
            maxDeliveryCount = from.maxDeliveryCount;
            defaultTimeToLive = from.defaultTimeToLive.orElse(null);
            duplicateDetectionWindow = from.duplicateDetectionWindow.orElse(null);
            requiresSession = from.requiresSession;
            deadLetterOnExpiration = from.deadLetterOnExpiration;
            deadLetterOnFilterErrors = from.deadLetterOnFilterErrors;
            forwardTo = from.forwardTo.orElse(null);
            forwardDeadLetteredTo = from.forwardDeadLetteredTo.orElse(null);
            status = from.status;
            description = from.description;
        }

        public Builder lockDuration(Duration value) {
            lockDuration = value;
            return this;
        }

        public Builder maxDeliveryCount(int value) {
            maxDeliveryCount = value;
            return this;
        }

        public Builder defaultTimeToLive(@Nullable Duration value) {
            defaultTimeToLive = value;
            return this;
        }

        public Builder duplicateDetectionWindow(@Nullable Duration value) {
            duplicateDetectionWindow = value;
            return this;
        }

        public Builder requiresSession(boolean value) {
            requiresSession = value;
            return this;
        }

        public Builder deadLetterOnExpiration(boolean value) {
            deadLetterOnExpiration = value;
            return this;
        }

        public Builder deadLetterOnFilterErrors(boolean value) {
            deadLetterOnFilterErrors = value;
            return this;
        }

        public Builder forwardTo(@Nullable String value) {
            forwardTo = value;
            return this;
        }

        public Builder forwardDeadLetteredTo(@Nullable String value) {
            forwardDeadLetteredTo = value;
            return this;
        }

        public Builder status(Status value) {
            status = value;
            return this;
        }

        public Builder description(Map<String, String> value) {
            description = value;
            return this;
        }

        public EntitySettings build() {
            return new EntitySettings(
                    lockDuration,
                    maxDeliveryCount,
                    Optional.ofNullable(defaultTimeToLive),
                    Optional.ofNullable(duplicateDetectionWindow),
                    requiresSession,
                    deadLetterOnExpiration,
                    deadLetterOnFilterErrors,
                    Optional.ofNullable(forwardTo),
                    Optional.ofNullable(forwardDeadLetteredTo),
                    status,
                    description);
        }
    }
}
