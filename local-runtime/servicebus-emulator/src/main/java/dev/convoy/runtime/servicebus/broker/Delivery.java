package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.message.DeliveryStamp;
import dev.convoy.runtime.servicebus.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to a receiver, or shown to someone who peeks.
 *
 * @param token what it is settled with; null when it is gone from the queue already, or only shown
 */
public record Delivery(
        Message message, DeliveryStamp stamp, @Nullable LockToken token) {}
