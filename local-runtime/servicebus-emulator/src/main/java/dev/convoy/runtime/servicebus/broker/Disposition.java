package dev.convoy.runtime.servicebus.broker;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a receiver does with a locked message. */
public sealed interface Disposition {

    /** Done with it: it leaves the queue. */
    record Complete() implements Disposition {}

    /** Back into the queue at its place, counted as a failed delivery. */
    record Abandon(Map<String, ?> properties) implements Disposition {}

    /** Set aside, to be received by sequence number only. */
    record Defer(Map<String, ?> properties) implements Disposition {}

    /** Into the dead-letter queue. */
    record DeadLetter(@Nullable String reason, @Nullable String description, Map<String, ?> properties)
            implements Disposition {}

    /** Back into the queue at its place, not counted. */
    record Release() implements Disposition {}
}
