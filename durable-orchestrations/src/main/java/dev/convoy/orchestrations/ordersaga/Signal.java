package dev.convoy.orchestrations.ordersaga;

import org.jspecify.annotations.Nullable;

/**
 * What a saga hears: an external event, as small as it can be.
 *
 * @param messageId the message that said so
 * @param reason why, where the message says why
 */
public record Signal(String messageId, @Nullable String reason) {}
