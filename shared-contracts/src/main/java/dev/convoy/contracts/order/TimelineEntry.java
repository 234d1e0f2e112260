package dev.convoy.contracts.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step in an order's life, as its reader sees it.
 *
 * @param step the short name of the event or command, such as {@code PaymentSucceeded}
 * @param detail one line for a person, if there is more to say
 */
public record TimelineEntry(
        String step, Instant at, @Nullable String detail) {}
