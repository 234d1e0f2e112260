package dev.convoy.orchestrations.order;

import org.jspecify.annotations.Nullable;

/**
 * Why a step is taken: what happened, as the timeline shall name it.
 *
 * @param event short name, such as {@code PaymentSucceeded} or {@code PaymentDeadlinePassed}
 * @param detail one line for a person, if there is more to say
 * @param messageId the message that said so, if a message did
 */
public record Cause(
        String event, @Nullable String detail, @Nullable String messageId) {}
