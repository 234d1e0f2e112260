package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.message.Message;
import java.time.Duration;

/** When messages expire: the shorter of what the sender and the entity say ("Message expiration"). Stateless. */
final class TimeToLive {

    private TimeToLive() {}

    static long expiry(Message message, EntitySettings settings, long nowMillis) {
        long own = message.header().timeToLiveMillis();
        long entity = settings.defaultTimeToLive().map(Duration::toMillis).orElse(-1L);
        long ttl = own < 0 ? entity : entity < 0 ? own : Math.min(own, entity);
        return ttl < 0 || ttl > QueuedMessage.NEVER - nowMillis ? QueuedMessage.NEVER : nowMillis + ttl;
    }

    /** The message with the topic's limit, which its subscriptions may shorten further. */
    static Message capped(Message message, EntitySettings topic) {
        long limit = topic.defaultTimeToLive().map(Duration::toMillis).orElse(-1L);
        long own = message.header().timeToLiveMillis();
        return limit < 0 || limit > 0xffff_ffffL || (own >= 0 && own <= limit)
                ? message
                : message.withTimeToLive(limit);
    }
}
